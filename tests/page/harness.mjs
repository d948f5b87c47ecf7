// Serves the built page with a sandbox, and drives a real Chromium. Used by the tests beside it.
import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { createSandbox } from "powens-users/sandbox";
import { listen } from "powens-users/sandbox/server";
import { chromeArgs } from "../../scripts/setup/webdriver-options.mjs";

const PAGE = fileURLToPath(new URL("../../www/dist", import.meta.url));

/** Starts the Chromium that the environment names. */
export async function startBrowser() {
	const executablePath = process.env.CHROME_BIN;
	if (!executablePath) throw new Error("Set CHROME_BIN to the Chromium that is to open the page.");
	return chromium.launch({ executablePath, args: chromeArgs() });
}

/** A sandbox with the page in front of it, gone at the end of the test. */
export async function startSandbox(t, users = 60) {
	const sandbox = createSandbox({ users });
	const server = await listen(sandbox, { port: 0, page: PAGE });
	t.after(() => server.close());
	return { sandbox, url: `${server.url}/` };
}

/** A sandbox with its control and a webhook for every event, as `npm start` has them; `ask` does what a program would. */
export async function startControlled(t, options = {}) {
	const sandbox = createSandbox({ users: 60, ...options });
	const token = "control-token-of-the-tests";
	const secretKey = "webhook-secret-of-the-tests";
	const server = await listen(sandbox, { port: 0, page: PAGE, control: { token } });
	t.after(async () => {
		sandbox.close();
		await server.close();
	});
	const events = ["USER_CREATED", "USER_DELETED", "USER_SYNCED", "CONNECTION_SYNCED", "CONNECTION_DELETED"];
	for (const event of events) sandbox.webhooks.register({ event, url: `${server.controlUrl}/inbox/${event}`, secretKey });
	const ask = (method, path, body) =>
		fetch(`${server.controlUrl}${path}`, {
			method,
			headers: { Authorization: `Bearer ${token}` },
			...(body !== undefined && { body: JSON.stringify(body) }),
		});
	return { sandbox, url: `${server.url}/`, token, secretKey, ask };
}

/**
 * Opens the page. At the end of the test, nothing may have gone wrong that the test did not ask for: no error on the console, no
 * uncaught one, no breach of the content security policy. What a browser logs of a failed request counts unless `failures` is set.
 */
export async function openPage(t, browser, url, { failures = false, ...options } = {}) {
	const context = await browser.newContext({ viewport: { width: 1200, height: 760 }, reducedMotion: "reduce", ...options });
	const page = await context.newPage();
	const problems = [];
	const said = [];
	page.on("pageerror", (error) => problems.push(`uncaught: ${error.message}`));
	page.on("console", (message) => {
		said.push(message.text());
		const harmless = message.type() !== "error" && message.type() !== "warning";
		if (!harmless && !(failures && message.text().startsWith("Failed to load resource"))) problems.push(message.text());
	});
	await page.exposeFunction("reportViolation", (violation) => problems.push(`CSP: ${violation}`));
	await page.addInitScript(() => {
		addEventListener("securitypolicyviolation", (event) => {
			window.reportViolation(`${event.effectiveDirective} ${event.blockedURI}`);
		});
	});
	const response = await page.goto(url);
	assert.match(response.headers()["content-security-policy"], /default-src 'self'; script-src 'self' 'wasm-unsafe-eval'/);
	t.after(async () => {
		await context.close();
		assert.deepEqual(problems, [], "nothing went wrong beside the test");
	});
	return Object.assign(page, { said });
}

/**
 * What stands in front of a server and breaks a connection that has served before, once: the first delete on such a one is carried
 * out, and never answered. Gives its URL; gone at the end of the test.
 */
export async function startBreaking(t, url) {
	let isBroken = false;
	const server = createServer((client) => {
		const upstream = connect(new URL(url).port, "127.0.0.1");
		let served = 0;
		let isBreaking = false;
		client.on("data", (bytes) => {
			isBreaking = !isBroken && served > 0 && bytes.toString("latin1").startsWith("DELETE ");
			isBroken ||= isBreaking;
			upstream.write(bytes);
		});
		upstream.on("data", (bytes) => {
			served += 1;
			if (isBreaking) client.resetAndDestroy();
			else client.write(bytes);
		});
		for (const [from, to] of [
			[client, upstream],
			[upstream, client],
		]) {
			from.on("error", () => {});
			from.on("close", () => to.destroy());
		}
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	t.after(() => server.close());
	return `http://127.0.0.1:${server.address().port}/`;
}

/** Connects to the sandbox beside the page, and waits for its list. */
export async function connectSandbox(page) {
	await page.getByRole("button", { name: "Connect to the sandbox" }).click();
	await row(page, 0).waitFor();
}

/** Connects to a domain of Powens; `sandbox` answers for it, or whatever `answer` makes of a request. */
export async function connectDomain(page, { sandbox, usersToken, tokenEndpoint = "" }) {
	await page.route("https://acme-sandbox.biapi.pro/**", async (route) => {
		const request = route.request();
		const response = await sandbox.fetch(request.url(), { method: request.method(), headers: await request.allHeaders() });
		await route.fulfill({
			status: response.status,
			headers: Object.fromEntries(response.headers),
			body: Buffer.from(await response.arrayBuffer()),
		});
	});
	await page.getByText("Domain", { exact: true }).click();
	await page.locator("input[name=domain]").fill("acme-sandbox");
	await page.locator("input[name=usersToken]").fill(usersToken);
	await page.locator("input[name=tokenEndpoint]").fill(tokenEndpoint);
	assert.equal((await page.content()).includes(usersToken), false, "a typed token is in no attribute");
	await page.getByRole("button", { name: "Connect to the domain" }).click();
}

/** The row of the table at a place in the order shown, from 0. */
export function row(page, place) {
	return page.locator(`[data-row="${place}"]`);
}

/** The row of a user, where it is in view. */
export function rowOf(page, userId) {
	return page.locator(`[data-user="${userId}"]`);
}

/** The ids of the rows that exist, from top to bottom. */
export function shownIds(page) {
	return page.locator("[data-row]").evaluateAll((rows) => rows.map((element) => Number(element.dataset.user)));
}

/** How many users the page says that it shows. */
export async function countText(page, expected) {
	await page.locator("[data-count]").filter({ hasText: expected }).waitFor();
}

/** Opens the dialog from a row, types the id and confirms. */
export async function confirmDelete(page, userId) {
	await rowOf(page, userId).getByRole("button").click();
	const dialog = page.getByRole("dialog");
	await dialog.getByLabel(`Type ${userId} to confirm`).fill(String(userId));
	await dialog.getByRole("button", { name: `Delete user ${userId}` }).click();
	return dialog;
}

/** Whether a sandbox still has a user. */
export function hasUser(sandbox, userId) {
	try {
		sandbox.userToken(userId);
		return true;
	} catch (error) {
		assert.ok(error instanceof RangeError);
		return false;
	}
}

/** Keeps a picture where PAGE_SCREENSHOTS names a folder for it. */
export async function picture(page, name) {
	const folder = process.env.PAGE_SCREENSHOTS;
	if (!folder) return;
	mkdirSync(folder, { recursive: true });
	await page.screenshot({ path: join(folder, `${name}.png`) });
}
