// @ts-check
// Requests say that no cache may keep them, where the runtime knows the word: else a framework keeps the list of users.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { runChild } from "./child.mjs";
import { entryUrl, loadEntry } from "./packed-entry.mjs";

describe("init.cache", () => {
	for (const [request, expected] of [
		["as it is", "no-store"],
		["with a cache that throws", "no-store"],
		["without cache", "absent"],
		["not there", "absent"],
		["null", "absent"],
		["without a prototype", "absent"],
		["a Proxy that throws", "absent"],
		["a getter that throws", "absent"],
	]) {
		for (const entry of /** @type {const} */ (["node.mjs", "default.js"])) {
			test(`${entry}, Request ${request}: ${expected}`, async () => {
				const { end, lines, stderr } = await runChild("fetch-init.mjs", [entryUrl(entry), String(request)]);
				assert.equal(end, 0, stderr);
				assert.deepEqual(JSON.parse(lines[0] ?? ""), [expected, expected, expected]);
			});
		}
	}
	test("Request of this Node knows it", () => assert.ok("cache" in Request.prototype));
});

describe("a fetch that keeps what nobody forbids, as Next's does", () => {
	/** @returns {(url: string, init: any) => Promise<any>} */
	const keeping = () => {
		/** @type {Map<string, string>} */
		const kept = new Map();
		let asked = 0;
		return async (url, init) => {
			const isKept = init.method === "GET" && init.cache !== "no-store";
			const body = (isKept && kept.get(url)) || `{"users":[{"id":${++asked}}]}`;
			if (isKept) kept.set(url, body);
			return new Response(body);
		};
	};

	test("gives each list anew", async () => {
		const { UsersApi } = await loadEntry();
		const api = new UsersApi({ domain: "acme", usersToken: "t", fetch: keeping() });
		const ids = [await api.list(), await api.list()].map(({ users }) => users[0]?.id);
		assert.deepEqual(ids, [1, 2]);
	});

	test("control: it keeps a plain one", async () => {
		const fetch = keeping();
		const bodies = [];
		for (let count = 0; count < 2; count++) bodies.push(await (await fetch("/users", { method: "GET" })).text());
		assert.equal(bodies[0], bodies[1]);
	});
});
