// What a person sees of a delete: what it does, and what is not known of it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
	confirmDelete,
	connectSandbox,
	countText,
	hasUser,
	openPage,
	picture,
	rowOf,
	startBreaking,
	startBrowser,
	startSandbox,
} from "./harness.mjs";

let browser;

before(async () => {
	browser = await startBrowser();
});
after(() => browser?.close());

test("deleting names the user, wants the id typed, and takes the row away", async (t) => {
	const { sandbox, url } = await startSandbox(t);
	const page = await openPage(t, browser, url);
	await connectSandbox(page);
	const button = rowOf(page, 2).getByRole("button", { name: "Delete user 2" });
	await button.click();
	const dialog = page.getByRole("dialog", { name: "Delete user 2?" });
	assert.match(
		await dialog.innerText(),
		/Everything Powens holds of this user is erased: connections, accounts, transactions\. This cannot be undone\./,
	);
	const confirm = dialog.getByRole("button", { name: "Delete user 2" });
	await dialog.getByLabel("Type 2 to confirm").fill("22");
	assert.equal(await confirm.isDisabled(), true);
	await page.keyboard.press("Enter");
	await page.keyboard.press("Escape");
	await dialog.waitFor({ state: "detached" });
	await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "Delete user 2");
	assert.equal(hasUser(sandbox, 2), true);

	let release;
	await page.route("**/2.0/users/2", async (route) => {
		await new Promise((resolve) => {
			release = resolve;
		});
		await route.continue();
	});
	const sent = page.waitForRequest((request) => request.method() === "DELETE");
	await confirmDelete(page, 2);
	await sent;
	await picture(page, "deleting");
	await page.keyboard.press("Escape");
	await page.mouse.click(5, 400);
	await page.waitForTimeout(100);
	assert.equal(await dialog.isVisible(), true, "a deletion under way can't be waved away");
	assert.equal(await dialog.getByRole("button", { name: "Close" }).count(), 0);
	release();
	await dialog.waitFor({ state: "detached" });
	assert.equal(await page.locator("[data-notice]").innerText(), "User 2 was deleted.");
	await countText(page, "59 users");
	assert.equal(await rowOf(page, 2).count(), 0);
	assert.equal(hasUser(sandbox, 2), false);
	assert.equal(hasUser(sandbox, 1), true);
	await page.waitForFunction(() => document.activeElement?.dataset.row === "1");
	await picture(page, "deleted");
});

test("a refused delete says that nothing was deleted, and can be tried again", async (t) => {
	const { sandbox, url } = await startSandbox(t);
	const page = await openPage(t, browser, url, { failures: true });
	await connectSandbox(page);
	let refused = false;
	await page.route("**/2.0/users/3", (route) => {
		if (refused) return route.continue();
		refused = true;
		return route.fulfill({
			// What the first of two requests would have met as well: a browser may send one twice.
			status: 400,
			json: { code: "wrongRequest", description: null, message: "Not so.", request_id: "req-400" },
		});
	});
	const dialog = await confirmDelete(page, 3);
	const error = dialog.locator("[data-callout=error]");
	await error.waitFor();
	assert.match(
		await error.innerText(),
		/Powens refused the request.*Nothing was deleted: user 3 is as before.*400.*wrongRequest.*Not so\..*req-400/s,
	);
	await picture(page, "delete-refused");
	assert.equal(hasUser(sandbox, 3), true);
	await dialog.getByRole("button", { name: "Delete user 3" }).click();
	await dialog.waitFor({ state: "detached" });
	assert.equal(hasUser(sandbox, 3), false);
});

test("a delete whose answer is lost is neither success nor failure", async (t) => {
	const { sandbox, url } = await startSandbox(t);
	const page = await openPage(t, browser, url, { failures: true });
	await connectSandbox(page);
	let lost = false;
	await page.route("**/2.0/users/4", async (route) => {
		if (lost || route.request().method() !== "DELETE") return route.continue();
		lost = true;
		await route.fetch();
		await route.abort();
	});
	const dialog = await confirmDelete(page, 4);
	const state = dialog.locator("[data-callout=unconfirmed]");
	await state.waitFor();
	assert.match(await state.innerText(), /User 4 may or may not have been deleted.*delete_unconfirmed/s);
	assert.equal(await page.locator("[data-notice]").innerText(), "");
	assert.equal(hasUser(sandbox, 4), false);
	assert.equal(await rowOf(page, 4).getByLabel("Deletion not confirmed").count(), 1);
	await page.keyboard.press("Escape");
	assert.equal(await state.isVisible(), true);
	await picture(page, "delete-unconfirmed");

	await dialog.getByRole("button", { name: "Look up user 4" }).click();
	await dialog.locator("[data-lookup=not-listed]").waitFor();
	assert.match(await dialog.innerText(), /User 4 is not in the list any more/);
	assert.equal(await page.locator("[data-notice]").innerText(), "", "still not offered as a success");
	await picture(page, "delete-looked-up");
	await dialog.getByRole("button", { name: "Close" }).click();
	assert.equal(await rowOf(page, 4).count(), 0);
});

test("a refusal that a user gets too who is gone says nothing of the user", async (t) => {
	const { sandbox, url } = await startSandbox(t);
	const page = await openPage(t, browser, url, { failures: true });
	await connectSandbox(page);
	const json = { code: "forbidden", description: null, message: "Not you.", request_id: "req-403" };
	await page.route("**/2.0/users/3", (route) => route.fulfill({ status: 403, json }));
	const dialog = await confirmDelete(page, 3);
	const state = dialog.locator("[data-callout=unconfirmed]");
	await state.waitFor();
	assert.match(await state.innerText(), /User 3 may or may not.*was refused, but browsers may send.*403.*forbidden.*req-403/s);
	assert.doesNotMatch(await dialog.innerText(), /as before/);
	await dialog.getByRole("button", { name: "Look up user 3" }).click();
	await dialog.locator("[data-lookup=still-there]").waitFor();
	assert.equal(hasUser(sandbox, 3), true);
});

test("a delete that the browser sends again by itself is not said to be without effect", async (t) => {
	const { sandbox, url } = await startSandbox(t);
	const breaking = await startBreaking(t, url);
	const page = await openPage(t, browser, breaking, { failures: true });
	await connectSandbox(page);
	const dialog = await confirmDelete(page, 6);
	const state = dialog.locator("[data-callout=unconfirmed]");
	await state.waitFor();
	const deletes = sandbox.record().filter((entry) => entry.kind === "request" && entry.method === "DELETE");
	assert.deepEqual(
		deletes.map(({ status }) => status),
		[204, 401],
		"one delete of ours was two requests",
	);
	assert.match(await state.innerText(), /User 6 may or may not have been deleted.*Attempts\s+1.*http_status/s);
	assert.equal(hasUser(sandbox, 6), false);
	await picture(page, "delete-sent-twice");
	await dialog.getByRole("button", { name: "Look up user 6" }).click();
	await dialog.locator("[data-lookup=not-listed]").waitFor();
});

test("a delete that never arrived is found out by looking the user up", async (t) => {
	const { sandbox, url } = await startSandbox(t);
	const page = await openPage(t, browser, url, { failures: true });
	await connectSandbox(page);
	await page.route("**/2.0/users/5", (route) => route.abort());
	const dialog = await confirmDelete(page, 5);
	await dialog.locator("[data-callout=unconfirmed]").waitFor({ timeout: 20_000 });
	await page.unrouteAll();
	await dialog.getByRole("button", { name: "Look up user 5" }).click();
	await dialog.locator("[data-lookup=still-there]").waitFor();
	await dialog.getByRole("button", { name: "Start over" }).click();
	await page.keyboard.press("Escape");
	await dialog.waitFor({ state: "detached" });
	const mark = rowOf(page, 5).getByLabel("Deletion not confirmed");
	assert.equal(await mark.count(), 1);
	await page.getByRole("button", { name: "Refresh" }).click();
	await mark.waitFor({ state: "detached" });
	await confirmDelete(page, 5);
	await dialog.waitFor({ state: "detached" });
	assert.equal(hasUser(sandbox, 5), false);
});
