// @ts-check
// What a caller hands in runs in the async context of its own call: else one person's token goes out in another's call. In this Node;
// tests/runtimes has the others.
import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { createServer } from "node:http";
import { describe, test } from "node:test";
import { createSandbox } from "powens-users/sandbox";
import { contextControls, contextReport, contextVerdicts } from "../runtimes/context-exercise.mjs";
import { loadEntry, outcome } from "./packed-entry.mjs";

for (const entryName of /** @type {const} */ (["node.mjs", "default.js"])) {
	const { UsersApi } = await loadEntry(entryName);
	const verdicts = await contextVerdicts(UsersApi, AsyncLocalStorage);

	describe(`${entryName}: everything runs as the person who called`, () => {
		for (const [row, verdict] of Object.entries(verdicts)) test(row, () => assert.equal(verdict, "ok"));
	});

	test(`${entryName}: an abort before the call is seen as the person who called`, async () => {
		const storage = new AsyncLocalStorage();
		const api = new UsersApi({ domain: "acme", usersToken: "t", fetch: () => assert.fail("nothing is sent") });
		const seen = await Promise.all(
			["alice", "bob", "carol"].map((person) =>
				storage.run(person, async () => {
					const ended = await outcome(api.list({ signal: AbortSignal.abort(`stopped ${person}`) }));
					return [storage.getStore(), "error" in ended && ended.error];
				}),
			),
		);
		assert.deepEqual(
			seen,
			["alice", "bob", "carol"].map((person) => [person, `stopped ${person}`]),
		);
	});
}

test("requests of a server that wait for one promise, each for another person", async () => {
	const { UsersApi } = await loadEntry();
	const storage = new AsyncLocalStorage();
	const sandbox = createSandbox();
	const { users } = await new UsersApi({ domain: "acme", usersToken: sandbox.usersToken, fetch: sandbox.fetch }).list();
	const userIds = users.slice(0, 3).map(({ id }) => id);
	/** @type {unknown[]} */
	const sent = [];
	const api = new UsersApi({
		domain: "acme",
		userToken: async () => String(storage.getStore()),
		fetch: async (url, init) => {
			sent.push([storage.getStore(), init.headers.Authorization]);
			return sandbox.fetch(url, init);
		},
	});
	const people = userIds.map((userId) => sandbox.userToken(userId));
	/** @type {(value?: unknown) => void} */
	let warm = () => {};
	const warming = new Promise((resolve) => (warm = resolve));
	let waiting = 0;
	const server = createServer((request, response) =>
		storage.run(request.headers["x-person"], async () => {
			if (++waiting === people.length) setTimeout(warm, 10);
			await warming;
			await api.delete("me");
			response.end();
		}),
	);
	await new Promise((listening) => server.listen(0, "127.0.0.1", () => listening(undefined)));
	const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
	try {
		await Promise.all(people.map((person) => fetch(`http://127.0.0.1:${port}`, { headers: { "x-person": person } })));
	} finally {
		server.closeAllConnections();
		server.close();
	}
	assert.deepEqual(
		sent.sort(),
		people.map((person) => [person, `Bearer ${person}`]),
	);
	const erased = sandbox.record().flatMap(({ changes }) => changes.filter(({ type }) => type === "user_deleted"));
	assert.deepEqual(
		erased.map((change) => "userId" in change && change.userId).sort(),
		userIds,
		"each erased themselves, and nobody else",
	);
});

test("control: plain code passes every row, and each row sees a queue that all calls share", async () => {
	assert.deepEqual(await contextControls(AsyncLocalStorage), { plain: {}, unseen: [] });
	assert.ok(contextReport.rows > 40);
});
