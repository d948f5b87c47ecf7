// Ways to reach the API: the sandbox, a domain with its tokens, a proxy.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { connectDomain, countText, hasUser, openPage, picture, row, rowOf, startBrowser, startSandbox } from "./harness.mjs";

let browser;

before(async () => {
	browser = await startBrowser();
});
after(() => browser?.close());

test("a domain: a wrong users token is explained, a right one is nowhere but in memory", async (t) => {
	const { sandbox, url } = await startSandbox(t);
	const page = await openPage(t, browser, url, { failures: true });
	const urls = [];
	page.on("request", (request) => urls.push(request.url()));
	await connectDomain(page, { sandbox, usersToken: "wrong-users-token" });
	const error = page.locator("[data-callout=error]");
	await error.waitFor();
	assert.match(await error.innerText(), /Powens does not accept the users token.*401.*unauthorized/s);
	await picture(page, "list-refused");
	await page.getByRole("button", { name: "Disconnect" }).click();
	await page.unrouteAll();

	await connectDomain(page, { sandbox, usersToken: sandbox.usersToken });
	await row(page, 0).waitFor();
	await row(page, 0).click();
	const userToken = sandbox.userToken(1);
	const panel = page.getByRole("dialog", { name: "User 1" });
	await panel.locator("input[name=userToken]").fill(userToken);
	assert.equal((await page.content()).includes(userToken), false);
	await panel.getByRole("button", { name: "Use this token" }).click();
	await panel.getByText("Asked for just now").waitFor();

	const visible = await page.evaluate(async () => {
		const databases = await indexedDB.databases();
		return JSON.stringify([
			location.href,
			{ ...localStorage },
			{ ...sessionStorage },
			document.cookie,
			databases,
			history.state,
			document.documentElement.outerHTML,
		]);
	});
	const stored = JSON.stringify(await page.context().storageState());
	for (const token of [sandbox.usersToken, userToken, "wrong-users-token"])
		for (const [name, text] of Object.entries({ visible, stored, urls: urls.join(), said: page.said.join() }))
			assert.equal(text.includes(token), false, `a token in: ${name}`);
});

test("a domain: without the user's token, details and deletion are disabled, with the reason", async (t) => {
	const { sandbox, url } = await startSandbox(t);
	const page = await openPage(t, browser, url);
	await connectDomain(page, { sandbox, usersToken: sandbox.usersToken });
	const button = rowOf(page, 1).getByRole("button");
	await button.waitFor();
	assert.match(await page.locator("[data-token-hint]").innerText(), /need each user's own token/);
	assert.equal(await button.getAttribute("aria-disabled"), "true");
	assert.match(await button.getAttribute("title"), /Needs the token of user 1/);
	await button.click({ force: true });
	assert.equal(await page.getByRole("dialog").count(), 0);

	await row(page, 0).click();
	const panel = page.getByRole("dialog", { name: "User 1" });
	const remove = panel.getByRole("button", { name: "Delete user 1" });
	assert.equal(await remove.isDisabled(), true);
	assert.match(await panel.innerText(), /Deleting needs this user's token/);
	await picture(page, "domain-without-token");
	await panel.locator("input[name=userToken]").fill(sandbox.userToken(1));
	await panel.getByRole("button", { name: "Use this token" }).click();
	await panel.getByText("Asked for just now").waitFor();
	assert.equal(await remove.isDisabled(), false);
	await remove.click();
	const dialog = page.getByRole("dialog", { name: "Delete user 1?" });
	await dialog.getByLabel("Type 1 to confirm").fill("1");
	await dialog.getByRole("button", { name: "Delete user 1" }).click();
	await countText(page, "59 users");
	assert.equal(hasUser(sandbox, 1), false);
});

test("a domain with a token endpoint: the page asks it for each user's token", async (t) => {
	const { sandbox, url } = await startSandbox(t);
	const page = await openPage(t, browser, url, { failures: true });
	const asked = [];
	await page.route("**/api/powens-token", (route) => {
		const body = route.request().postDataJSON();
		asked.push([route.request().method(), body]);
		if (body.id_user === 2) return route.fulfill({ status: 500, body: "no" });
		return route.fulfill({ json: { access_token: sandbox.userToken(body.id_user) } });
	});
	await connectDomain(page, { sandbox, usersToken: sandbox.usersToken, tokenEndpoint: "/api/powens-token" });
	await rowOf(page, 1).click();
	await page.getByText("Asked for just now").waitFor();
	assert.deepEqual(asked, [["POST", { id_user: 1 }]]);
	await page.keyboard.press("Escape");
	await rowOf(page, 2).click();
	const error = page.locator("[data-callout=error]");
	await error.waitFor();
	assert.match(await error.innerText(), /No token of user 2 could be had.*The token endpoint answered 500/s);
});

test("a proxy gets no token", async (t) => {
	const { sandbox, url } = await startSandbox(t);
	const page = await openPage(t, browser, url);
	const authorizations = [];
	await page.route("**/powens/2.0/**", async (route) => {
		authorizations.push((await route.request().allHeaders()).authorization);
		const path = new URL(route.request().url()).pathname.replace("/powens", "");
		const token = path === "/2.0/users" ? sandbox.usersToken : sandbox.userToken(Number(path.split("/")[3]));
		const response = await sandbox.fetch(path, { headers: { Authorization: `Bearer ${token}` } });
		await route.fulfill({ status: response.status, json: await response.json() });
	});
	await page.getByText("Proxy", { exact: true }).click();
	const field = page.getByLabel("Base URL");
	await field.fill("ftp://proxy.example");
	await page.getByRole("button", { name: "Connect to the proxy" }).click();
	await page.locator("[aria-invalid=true]").waitFor();
	await field.fill("/powens/2.0");
	await page.getByRole("button", { name: "Connect to the proxy" }).click();
	await row(page, 0).click();
	await page.getByText("Asked for just now").waitFor();
	assert.deepEqual(authorizations, [undefined, undefined]);
});

test("no answer at all from the sandbox: what to do about it", async (t) => {
	const { url } = await startSandbox(t);
	const page = await openPage(t, browser, url, { failures: true });
	await page.route("**/2.0/users", (route) => route.abort());
	await page.getByRole("button", { name: "Connect to the sandbox" }).click();
	const error = page.locator("[data-callout=error]");
	await error.waitFor({ timeout: 20_000 });
	const text = await error.innerText();
	assert.match(text, /No answer came.*npm start/s);
	// To its own origin a page needs nobody's leave.
	assert.doesNotMatch(text, /allowed_origins/);
	await picture(page, "no-answer");
	await page.unrouteAll();
	await page.getByRole("button", { name: "Try again" }).click();
	await countText(page, "60 users");
	assert.equal(await error.count(), 0);
});

test("no answer at all from another origin: the hint about allowed origins", async (t) => {
	const { url } = await startSandbox(t);
	const page = await openPage(t, browser, url, { failures: true });
	await page.route("https://proxy.example/**", (route) => route.abort());
	await page.getByText("Proxy", { exact: true }).click();
	await page.getByLabel("Base URL").fill("https://proxy.example/2.0");
	await page.getByRole("button", { name: "Connect to the proxy" }).click();
	const error = page.locator("[data-callout=error]");
	await error.waitFor({ timeout: 20_000 });
	assert.match(await error.innerText(), new RegExp(`No answer came.*${new URL(url).origin}.*allowed_origins`, "s"));
});
