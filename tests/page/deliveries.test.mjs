// The panel of webhook deliveries: what the sandbox sends, verified in the page, and what makes it send.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
	connectDomain,
	connectSandbox,
	countText,
	openPage,
	picture,
	row,
	rowOf,
	startBrowser,
	startControlled,
	startSandbox,
} from "./harness.mjs";

let browser;

before(async () => {
	browser = await startBrowser();
});
after(() => browser?.close());

/** The rows of an event, the newest first. */
const deliveries = (page, event) => page.locator("[data-delivery]", { hasText: event });
const verified = (page, event) => deliveries(page, event).filter({ has: page.locator("[data-verification=verified]") });
const live = (page) => page.locator("[data-link=live]").waitFor();
const panel = (page) => page.getByRole("region", { name: "Webhook deliveries", exact: true });

/** Opens the page as `npm start` prints its address, and connects. */
async function openPanel(t, options, pageOptions) {
	const controlled = await startControlled(t, options);
	const page = await openPage(t, browser, `${controlled.url}#control=${controlled.token}`, pageOptions);
	await connectSandbox(page);
	await live(page);
	return { ...controlled, page };
}

test("a user is created: the webhook appears and is verified, and the user is in the list", async (t) => {
	const { page } = await openPanel(t);
	await page.locator("[data-no-deliveries]").waitFor();
	await picture(page, "deliveries-none");
	await page.getByRole("button", { name: "Create a user" }).click();
	await page.locator("[data-report=success]", { hasText: "User 91 was created." }).waitFor();
	await verified(page, "USER_CREATED").waitFor();
	assert.match(await deliveries(page, "USER_CREATED").innerText(), /USER_CREATED\s+91\s+Verified\s+204 accepted\s+1\s/);
	await page.locator("[data-summary]", { hasText: "1 delivery: 1 verified" }).waitFor();
	await countText(page, "61 users");
	await page.getByLabel("Search users").fill("91");
	await rowOf(page, 91).waitFor();
});

test("a synchronisation: of user 1 at first, then of the user who was opened", async (t) => {
	const { page } = await openPanel(t);
	await page.getByRole("button", { name: "Synchronise user 1", exact: true }).click();
	await verified(page, "USER_SYNCED").waitFor();
	const report = await page.locator("[data-report=success]").innerText();
	const count = Number(/^User 1 was synchronised: (\d+) connections?, [\d,]+ new transactions?\.$/.exec(report)?.[1]);
	assert.ok(count > 0, report);
	await verified(page, "CONNECTION_SYNCED")
		.nth(count - 1)
		.waitFor();
	await picture(page, "deliveries");

	await row(page, 4).click();
	await page.getByText("Asked for just now").waitFor();
	await page.getByRole("button", { name: "Close the details" }).click();
	await page.getByRole("button", { name: "Synchronise user 5", exact: true }).click();
	await verified(page, "USER_SYNCED")
		.filter({ has: page.getByRole("cell", { name: "5", exact: true }) })
		.waitFor();
});

test("a forged delivery is refused, in a word and in a sentence; faults skewed or by other mechanisms too", async (t) => {
	const { page, ask, url } = await openPanel(t);
	const faults = (fault) => ask("PUT", "/faults", { seed: 1, rules: [{ fault, on: "USER_CREATED", ms: 3_600_000 }] });
	assert.equal((await faults("forged")).status, 204);
	const create = page.getByRole("button", { name: "Create a user" });
	await create.click();
	const refused = deliveries(page, "USER_CREATED").filter({ has: page.locator("[data-verification=refused]") });
	await refused.waitFor();
	assert.match(await refused.innerText(), /signature_mismatch/);
	await page.locator("[data-summary]", { hasText: "1 delivery: 0 verified, 1 refused" }).waitFor();

	await faults("clock_skew");
	await create.click();
	await refused.filter({ hasText: "stale" }).waitFor();
	await ask("PUT", "/faults", null);
	await ask("POST", "/webhooks", { event: "USER_CREATED", url: `${url}_sandbox/inbox/USER_CREATED` });
	await create.click();
	await page.locator("[data-verification=unverified]", { hasText: "Not HMAC: not verified here" }).waitFor();
	await verified(page, "USER_CREATED").waitFor();
	await picture(page, "deliveries-refused");
	await refused.filter({ hasText: "signature_mismatch" }).click();
	const details = page.getByRole("dialog");
	await details.locator("[data-delivery-body]").waitFor();
	assert.match(await details.innerText(), /signature_mismatch.*Fault, on purpose\s+forged/s);
	await picture(page, "delivery-refused");
});

test("the details: what was sent, and once more; a token of a user is not shown", async (t) => {
	const { page, ask, url, sandbox } = await openPanel(t);
	await page.getByRole("button", { name: "Synchronise user 1", exact: true }).click();
	await verified(page, "USER_SYNCED").waitFor();
	await deliveries(page, "USER_SYNCED").getByRole("button", { name: "USER_SYNCED" }).focus();
	await page.keyboard.press("Enter");
	const details = page.getByRole("dialog", { name: /^Delivery \d+$/ });
	await details.locator("[data-delivery-body]").waitFor();
	assert.match(await details.locator("[data-delivery-headers]").innerText(), /content-type.*bi-signature-date.*bi-signature\s/s);
	assert.match(await details.locator("[data-delivery-body]").innerText(), /^\{\n {2}"user": \{\n {4}"id": 1,/);
	assert.match(await details.innerText(), /more characters are not shown/);
	assert.match(await details.locator("[data-delivery-facts]").innerText(), /id_webhook_data\s+\d+.*Attempt\s+1 \(by itself\)/s);
	await picture(page, "delivery");
	await details.getByRole("button", { name: "Send again" }).click();
	await page.keyboard.press("Escape");
	await details.waitFor({ state: "detached" });
	await page.waitForFunction(() => document.activeElement?.textContent === "USER_SYNCED");
	await verified(page, "USER_SYNCED").nth(1).waitFor();
	await deliveries(page, "USER_SYNCED")
		.first()
		.getByRole("button", { name: /^Send delivery \d+ again$/ })
		.click();
	await verified(page, "USER_SYNCED").nth(2).waitFor();
	assert.match(await deliveries(page, "USER_SYNCED").first().innerText(), /204 accepted\s+3\s/);

	await ask("POST", "/webhooks", { event: "USER_DELETED", url: `${url}_sandbox/inbox/USER_DELETED` });
	const token = sandbox.userToken(2);
	await sandbox.fetch("/2.0/users/2", { method: "DELETE", headers: { Authorization: `Bearer ${token}` } });
	await deliveries(page, "USER_DELETED").filter({ hasText: "Not HMAC" }).click();
	await details.locator("[data-delivery-headers]").waitFor();
	assert.match(await details.locator("[data-delivery-headers]").innerText(), /authorization\s+Bearer … \(a token, not shown\)/);
	assert.equal((await page.content()).includes(token), false);
});

test("compressed bodies are verified and shown", async (t) => {
	const { page } = await openPanel(t, { gzip: true });
	await page.getByRole("button", { name: "Create a user" }).click();
	await verified(page, "USER_CREATED").click();
	assert.match(await page.locator("[data-delivery-body]").innerText(), /"id": 91/);
});

test("a clock far from this machine's makes no delivery stale", async (t) => {
	const { page, ask } = await openPanel(t);
	await ask("POST", "/clock", { freeze: 1_000_000_000_000 });
	await page.getByRole("button", { name: "Create a user" }).click();
	await verified(page, "USER_CREATED").waitFor();
	assert.match(await deliveries(page, "USER_CREATED").innerText(), /01:46:40/);
});

test("what happened before is shown, 200 deliveries at most, and a reset clears it", async (t) => {
	const { sandbox, url, token } = await startControlled(t);
	for (let count = 0; count < 205; count += 1) sandbox.createUser();
	await sandbox.webhooks.settled();
	const page = await openPage(t, browser, `${url}#control=${token}`);
	await connectSandbox(page);
	await page.locator("[data-summary]", { hasText: "The last 200 deliveries: 200 verified" }).waitFor();
	assert.equal(await page.locator("[data-delivery]").count(), 200);
	assert.equal(await page.locator("[data-delivery]").first().getAttribute("data-delivery"), "205");
	sandbox.reset();
	await page.locator("[data-no-deliveries]").waitFor();
});

test("a stream that breaks off is opened again where it ended", async (t) => {
	const { sandbox, url, token } = await startControlled(t);
	const page = await openPage(t, browser, `${url}#control=${token}`, { failures: true });
	const asked = [];
	let isDown = false;
	await page.route("**/_sandbox/events", async (route) => {
		asked.push((await route.request().allHeaders())["last-event-id"]);
		if (isDown) return route.abort();
		// A stream that ends at once, after one entry or from where it is asked to go on.
		const entry = { kind: "control", sequence: 7, at: 0, changes: [], action: "sync" };
		return route.fulfill({ contentType: "text/event-stream", body: `event: record\nid: 7\ndata: ${JSON.stringify(entry)}\n\n` });
	});
	await connectSandbox(page);
	await page.locator("[data-link=lost]").waitFor();
	isDown = true;
	while (asked.length < 3) await page.waitForTimeout(50);
	assert.equal(asked[0], undefined);
	assert.deepEqual(new Set(asked.slice(1)), new Set(["7"]));
	sandbox.createUser();
	await page.unrouteAll({ behavior: "ignoreErrors" });
	await live(page);
	await verified(page, "USER_CREATED").waitFor();
});

test("without a token the panel asks for it; a wrong one gets a clear answer; the right one opens it", async (t) => {
	const { url, token } = await startControlled(t);
	const page = await openPage(t, browser, url, { failures: true });
	await connectSandbox(page);
	const field = page.getByLabel("Control token", { exact: true });
	await field.waitFor();
	assert.match(await panel(page).innerText(), /npm start prints it where it runs/);
	await picture(page, "deliveries-no-token");
	await page.getByRole("button", { name: "Use this token" }).click();
	await panel(page).getByText("Paste the token.").waitFor();
	await field.fill("wrong-control-token");
	await page.getByRole("button", { name: "Use this token" }).click();
	const error = page.locator("[data-callout=control]");
	await error.waitFor();
	assert.match(await error.innerText(), /does not accept this control token/);
	await picture(page, "deliveries-wrong-token");
	await field.fill(token);
	await page.getByRole("button", { name: "Use this token" }).click();
	await live(page);
	assert.equal(await error.count(), 0);
	await page.getByRole("button", { name: "Disconnect" }).click();
	await connectSandbox(page);
	await field.waitFor();
});

test("a sandbox without a control says so", async (t) => {
	const { url } = await startSandbox(t);
	const page = await openPage(t, browser, `${url}#control=some-token-or-other`, { failures: true });
	await connectSandbox(page);
	await page.locator("[data-callout=control]", { hasText: "This sandbox has no control" }).waitFor();
});

test("what a button asks for and is refused is told", async (t) => {
	const { page } = await openPanel(t, undefined, { failures: true });
	await page.route("**/_sandbox/users", (route) => route.abort());
	await page.getByRole("button", { name: "Create a user" }).click();
	await page.locator("[data-report=danger]", { hasText: "The sandbox does not answer" }).waitFor();
});

test("the control token and the secrets are in no address, attribute, store or log", async (t) => {
	// The last token that it tries is a wrong one.
	const { page, url, token, secretKey } = await openPanel(t, undefined, { failures: true });
	assert.equal(page.url(), url);
	const urls = [];
	page.on("request", (request) => urls.push(request.url()));
	await page.getByRole("button", { name: "Create a user" }).click();
	await verified(page, "USER_CREATED").click();
	await page.locator("[data-delivery-body]").waitFor();
	const visible = await page.evaluate(() =>
		JSON.stringify([
			location.href,
			{ ...localStorage },
			{ ...sessionStorage },
			document.cookie,
			history.state,
			document.documentElement.outerHTML,
		]),
	);
	const stored = JSON.stringify(await page.context().storageState());
	for (const secret of [token, secretKey])
		for (const [name, text] of Object.entries({ visible, stored, urls: urls.join(), said: page.said.join() }))
			assert.equal(text.includes(secret), false, `a secret in: ${name}`);
	// An address with a token that is opened in the same tab is taken as well.
	await page.evaluate(() => {
		location.hash = "control=another-token-of-tests";
	});
	await page.waitForFunction(() => location.hash === "");
	assert.equal(page.url(), url);
});

test("the panel is the sandbox's only; on a narrow screen it fits, and it can be folded", async (t) => {
	const { sandbox, url, token } = await startControlled(t);
	const page = await openPage(t, browser, `${url}#control=${token}`, {
		viewport: { width: 390, height: 844 },
		colorScheme: "dark",
	});
	await connectDomain(page, { sandbox, usersToken: sandbox.usersToken });
	await row(page, 0).waitFor();
	assert.equal(await page.locator("[data-deliveries]").count(), 0);
	await page.goto("about:blank");
	await page.goto(`${url}#control=${token}`);
	await connectSandbox(page);
	await page.getByRole("button", { name: "Synchronise user 1", exact: true }).click();
	await verified(page, "USER_SYNCED").waitFor();
	await picture(page, "deliveries-narrow-dark");
	assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
	const fold = page.getByRole("button", { name: "Webhook deliveries" });
	await fold.click();
	assert.equal(await fold.getAttribute("aria-expanded"), "false");
	assert.equal(await page.locator("[data-delivery]").first().isVisible(), false);
	await page.unrouteAll();
});
