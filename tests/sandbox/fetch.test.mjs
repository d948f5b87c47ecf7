// @ts-check
// The sandbox as the `fetch` of a program, without a network.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertError, open } from "./helpers.mjs";

test("needs no this", async () => {
	const { sandbox } = open();
	const { fetch, userToken } = sandbox;
	const response = await fetch("https://acme-sandbox.biapi.pro/2.0/users/me", {
		headers: { Authorization: `Bearer ${userToken(1)}` },
	});
	assert.ok(response instanceof Response);
	assert.equal(response.status, 200);
});

test("takes what UsersApi sends", async () => {
	const { sandbox } = open();
	const init = /** @type {const} */ ({ method: "DELETE", redirect: "manual" });
	const signal = new AbortController().signal;
	const headers = { authorization: `Bearer ${sandbox.userToken(1)}`, accept: "application/json" };
	assert.equal((await sandbox.fetch("http://127.0.0.1:8787/2.0/users/1", { ...init, headers, signal })).status, 204);
});

test("takes text, a path, a URL and a Request, under any host", async (t) => {
	const { sandbox } = open();
	const headers = { Authorization: `Bearer ${sandbox.usersToken}` };
	const url = "https://anything.example/2.0/users?limit=1";
	/** @type {Record<string, () => Promise<Response>>} */
	const cases = {
		text: () => sandbox.fetch(url, { headers }),
		path: () => sandbox.fetch("/2.0/users?limit=1", { headers }),
		URL: () => sandbox.fetch(new URL(url), { headers }),
		Request: () => sandbox.fetch(new Request(url, { headers })),
		"Request and init": () => sandbox.fetch(new Request(url), { headers }),
	};
	for (const [name, ask] of Object.entries(cases)) {
		await t.test(name, async () => {
			const response = await ask();
			assert.equal(response.status, 200);
			assert.equal((await response.json()).users.length, 1);
		});
	}
});

test("rejects what is no request", async () => {
	const { sandbox } = open();
	await assert.rejects(sandbox.fetch("no url"), TypeError);
	await assert.rejects(sandbox.fetch("http://localhost/2.0/users", { method: "TRACE" }), TypeError);
	await assert.rejects(
		sandbox.fetch("http://localhost/2.0/users", { headers: { Authorization: "Bearer \n" + "a\nb" } }),
		TypeError,
	);
});

test("an aborted request rejects with the reason of its signal, and has no effect", async () => {
	const { sandbox, list } = open();
	const headers = { Authorization: `Bearer ${sandbox.userToken(1)}` };
	for (const reason of [new Error("enough"), "enough", 7]) {
		const signal = AbortSignal.abort(reason);
		const url = "http://localhost/2.0/users/me";
		const rejections = await Promise.allSettled([
			sandbox.fetch(url, { method: "DELETE", headers, signal }),
			sandbox.fetch(new Request(url, { method: "DELETE", headers, signal })),
		]);
		assert.deepEqual(
			rejections.map((result) => result.status === "rejected" && result.reason),
			[reason, reason],
		);
	}
	assert.equal((await list()).length, 20);
});

test("an abort while the answer is made rejects too", async () => {
	const { sandbox } = open();
	const controller = new AbortController();
	const answer = sandbox.fetch("http://localhost/2.0/users", { signal: controller.signal });
	controller.abort(new Error("enough"));
	await assert.rejects(answer, /enough/);
});

test("a signal of another realm is heeded rather than refused", async () => {
	const { sandbox } = open();
	const foreign = /** @type {any} */ ({ aborted: false, addEventListener() {}, removeEventListener() {} });
	await assertError(await sandbox.fetch("http://localhost/2.0/users", { signal: foreign }), 401, "unauthorized");
});

test("answers many requests at once", async () => {
	const { sandbox, list } = open({ users: 200 });
	const users = await list();
	const got = await Promise.all(
		users.map(async (/** @type {{ id: number }} */ { id }) => {
			const response = await sandbox.fetch("/2.0/users/me", { headers: { Authorization: `Bearer ${sandbox.userToken(id)}` } });
			return response.json();
		}),
	);
	assert.deepEqual(got, users);
});
