// The front end in Rust of examples/rust-page, in headless Chromium, against a sandbox of another origin.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { createSandbox } from "powens-users/sandbox";
import { listen } from "powens-users/sandbox/server";
import { hasUser, picture, startBrowser } from "../page/harness.mjs";
import { serveFiles } from "../runtimes/harness/http.mjs";

const PAGE = fileURLToPath(new URL("../../examples/rust-page", import.meta.url));

let browser;
let site;

before(async () => {
	browser = await startBrowser();
	site = await serveFiles(PAGE);
});
after(async () => {
	await browser?.close();
	await site?.stop();
});

/** The page on a sandbox; nothing may be said on its console but what a browser says of a failed request. */
async function openPage(t, options) {
	const sandbox = createSandbox({ users: 4, ...options });
	const server = await listen(sandbox, { port: 0 });
	const page = await browser.newPage({ viewport: { width: 800, height: 600 } });
	const problems = [];
	page.on("pageerror", (error) => problems.push(error.message));
	t.after(async () => {
		await page.close();
		await server.close();
		assert.deepEqual(problems, []);
	});
	await page.goto(`${site.url}/index.html?${new URLSearchParams({ at: `${server.url}/2.0` })}`);
	const says = (text) => page.getByRole("status").filter({ hasText: text }).waitFor();
	const get = async (id) => {
		await page.getByLabel("Id").fill(id);
		await page.getByRole("button", { name: "Get" }).click();
	};
	return { sandbox, page, says, get };
}

test("it lists, gets and deletes", async (t) => {
	const { sandbox, page, says, get } = await openPage(t);
	await says("4 users");
	assert.equal(await page.locator("tbody tr").count(), 4);
	await get("2");
	await says("Got");
	assert.equal(JSON.parse(await page.locator("pre").textContent()).id, 2);
	await page.getByRole("button", { name: "Delete 3" }).click();
	await says("User 3 is deleted");
	await picture(page, "rust-page");
	assert.equal(await page.locator("tbody tr").count(), 3);
	assert.deepEqual(
		[2, 3].map((id) => hasUser(sandbox, id)),
		[true, false],
	);
});

test("it says what went wrong, in the words of the crate", async (t) => {
	const { says, get } = await openPage(t);
	await says("4 users");
	for (const [id, words] of [
		["all", "the user id must be a positive integer"],
		["77", "obtain a new one"],
		["9000008", "no JSON"],
	]) {
		await get(id);
		await says(words);
	}
});

test("it tells of an origin that is refused", async (t) => {
	const { says } = await openPage(t, { allowedOrigins: ["https://console.example"] });
	await says("biapi.allowed_origins");
});
