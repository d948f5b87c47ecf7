// @ts-check
// The list: its users, its pages, its size.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createSandbox } from "powens-users/sandbox";
import { assertError, ORIGIN, open } from "./helpers.mjs";

/** @typedef {{ id: number, signin: string | null, platform: string, agency?: string }} SeededUser */

/**
 * @param {import("powens-users/sandbox").SandboxOptions} [options]
 * @returns {Promise<{ users: SeededUser[], total: number }>}
 */
async function listOf(options) {
	const sandbox = createSandbox(options);
	const response = await sandbox.fetch("/2.0/users", { headers: { Authorization: `Bearer ${sandbox.usersToken}` } });
	assert.equal(response.status, 200);
	assert.match(response.headers.get("content-type") ?? "", /^application\/json\b/);
	return response.json();
}

test("holds 300 users by default, ascending ids from 1 with gaps, and their number", async () => {
	const list = await listOf();
	assert.deepEqual(Object.keys(list), ["users", "total"]);
	assert.equal(list.total, 300);
	assert.equal(list.users.length, 300);
	const ids = list.users.map(({ id }) => id);
	assert.equal(ids[0], 1);
	assert.ok(ids.every((id, index) => Number.isSafeInteger(id) && (index === 0 || id > (ids[index - 1] ?? 0))));
	assert.ok((ids.at(-1) ?? 0) > 310, "there are gaps");
});

test("holds believable users", async () => {
	const { users } = await listOf();
	const signins = users.map(({ signin }) => signin ?? "");
	assert.ok(signins.every((signin) => /^20(19|2\d)-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(signin)));
	assert.deepEqual(signins, [...signins].sort(), "who came later has a higher id");
	assert.ok(signins.every((signin) => signin < "2026-07-01"));
	const web = users.filter(({ platform }) => platform === "web").length;
	assert.ok(web > 220 && web < 295, "most came by the web");
	const extra = users.filter(({ agency }) => agency !== undefined);
	assert.ok(extra.length > 0 && extra.length < 30, "a few have a key that no document names");
	assert.ok(JSON.stringify(users).match(/[^\x20-\x7e]/), "some text is not ASCII");
});

test("by an option some have no signin; all else is the same", async () => {
	const [{ users: all }, { users: some }] = await Promise.all([listOf(), listOf({ nullSignins: true })]);
	const without = some.filter(({ signin }) => signin === null);
	assert.ok(without.length > 0 && without.length < 30, `${without.length}`);
	assert.notEqual(some[0]?.signin, null, "user 1 has one");
	const filled = some.map((user, index) => (user.signin === null ? { ...user, signin: all[index]?.signin } : user));
	assert.deepEqual(filled, all);
	assert.deepEqual(await listOf({ nullSignins: false }), await listOf());
});

test("the same seed gives the same users, another seed others", async () => {
	const [first, again, other] = await Promise.all([
		listOf({ seed: 7 }),
		listOf({ seed: 7, random: () => 0 }),
		listOf({ seed: 8 }),
	]);
	assert.deepEqual(first, again);
	assert.notDeepEqual(first, other);
});

test("users signed in before the day of the clock", async () => {
	const { users } = await listOf({ now: () => Date.UTC(2031, 4, 6, 12) });
	const signins = users.flatMap(({ signin }) => signin ?? []).sort();
	assert.ok((signins[0] ?? "") >= "2024-05" && (signins.at(-1) ?? "") < "2031-05-06", `${signins[0]} … ${signins.at(-1)}`);
	assert.ok((signins.at(-1) ?? "") > "2031-04");
});

test("sandboxes share nothing", async () => {
	const one = open();
	const two = open();
	await one.ask("DELETE", "/2.0/users/me", { token: one.sandbox.userToken(1) });
	assert.equal((await one.list()).length, 19);
	assert.equal((await two.list()).length, 20);
});

test("an empty domain has an empty list, and no user to give a token of", async () => {
	assert.deepEqual(await listOf({ users: 0 }), { users: [], total: 0 });
	assert.throws(() => createSandbox({ users: 0 }).userToken(1), RangeError);
});

test("pages: users, total and links", async (t) => {
	const { sandbox, ask, list } = open({ users: 25 });
	const all = await list();
	/** @type {[string, number, number, string | null, string | null][]} query, from, to, prev, next */
	const cases = [
		["?limit=10", 0, 10, null, "?limit=10&offset=10"],
		["?limit=10&offset=10", 10, 20, "?limit=10&offset=0", "?limit=10&offset=20"],
		["?limit=10&offset=20", 20, 25, "?limit=10&offset=10", null],
		["?limit=10&offset=15", 15, 25, "?limit=10&offset=5", null],
		["?limit=10&offset=3", 3, 13, "?limit=10&offset=0", "?limit=10&offset=13"],
		["?limit=25", 0, 25, null, null],
		["?limit=1000", 0, 25, null, null],
		["?limit=1", 0, 1, null, "?limit=1&offset=1"],
		["?offset=0", 0, 25, null, null],
		["?offset=5", 5, 25, "?offset=0&limit=1000", null],
		["?limit=10&offset=25", 25, 25, "?limit=10&offset=15", null],
		["?limit=10&offset=5000", 25, 25, "?limit=10&offset=15", null],
		["?offset=10&limit=10&expand=all", 10, 20, "?offset=0&limit=10&expand=all", "?offset=20&limit=10&expand=all"],
	];
	for (const [query, from, to, prev, next] of cases) {
		await t.test(query, async () => {
			const response = await ask("GET", `/2.0/users${query}`, { token: sandbox.usersToken });
			assert.equal(response.status, 200);
			const link = (/** @type {string | null} */ target) => (target === null ? null : { href: `${ORIGIN}/2.0/users${target}` });
			assert.deepEqual(await response.json(), {
				users: all.slice(from, to),
				total: 25,
				_links: { self: link(query), prev: link(prev), next: link(next) },
			});
		});
	}
});

test("following the links reads every user once", async () => {
	const { sandbox, list } = open({ users: 2500 });
	const found = [];
	/** @type {string | undefined} */
	let next = `${ORIGIN}/2.0/users?limit=1000`;
	while (next !== undefined) {
		const response = await sandbox.fetch(next, { headers: { Authorization: `Bearer ${sandbox.usersToken}` } });
		const page = await response.json();
		found.push(...page.users);
		next = page._links.next?.href;
	}
	assert.deepEqual(found, await list());
});

test("400 for pages that cannot be", async (t) => {
	const { sandbox, ask } = open();
	const values = [
		"",
		"-1",
		"1.5",
		"1e2",
		"ten",
		"+1",
		"%201",
		"01",
		"NaN",
		"Infinity",
		"9007199254740993",
		"99999999999999999999",
	];
	const cases = [...["0", "1001", ...values].map((value) => `limit=${value}`), ...values.map((value) => `offset=${value}`)];
	cases.push("limit=1&limit=2", "offset=1&offset=1", "limit=10&offset=-1", "limit=0&offset=0", "limit", "offset");
	for (const query of cases) {
		await t.test(query, async () => {
			const { description } = await assertError(
				await ask("GET", `/2.0/users?${query}`, { token: sandbox.usersToken }),
				400,
				"invalidValue",
			);
			assert.match(description, /^(limit|offset) /);
		});
	}
});

test("who may not list learns nothing from bad pages", async () => {
	const { sandbox, ask } = open();
	await assertError(await ask("GET", "/2.0/users?limit=0"), 401, "unauthorized");
	await assertError(await ask("GET", "/2.0/users?limit=0", { token: sandbox.userToken(1) }), 403, "forbidden");
});

test("lists 100,000 users in reasonable time, again and after a delete", { timeout: 30_000 }, async () => {
	const started = performance.now();
	const { sandbox, ask, list } = open({ users: 100_000 });
	assert.equal((await list()).length, 100_000);
	for (let round = 0; round < 5; round += 1) await (await ask("GET", "/2.0/users", { token: sandbox.usersToken })).arrayBuffer();
	for (const { id } of (await list()).slice(0, 100)) {
		assert.equal((await ask("DELETE", "/2.0/users/me", { token: sandbox.userToken(id) })).status, 204);
	}
	assert.equal((await list()).length, 99_900);
	assert.ok(performance.now() - started < 10_000, `${performance.now() - started} ms`);
});

test("refuses options that cannot be, naming them", () => {
	for (const users of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 1_000_001, /** @type {any} */ ("300")]) {
		assert.throws(() => createSandbox({ users }), { name: "RangeError", message: /^users: / });
	}
	for (const seed of [0.5, Number.NaN, 2 ** 53])
		assert.throws(() => createSandbox({ seed }), { name: "RangeError", message: /^seed: / });
	for (const nullSignins of /** @type {any[]} */ (["yes", 0, 1, {}])) {
		assert.throws(() => createSandbox({ nullSignins }), { name: "RangeError", message: /^nullSignins: / });
	}
	for (const now of [Number.NaN, -1, Number.POSITIVE_INFINITY]) {
		assert.throws(() => createSandbox({ now: () => now }), { name: "RangeError", message: /^now: / });
	}
	/** @type {Record<string, unknown[]>} */
	const others = {
		deliver: ["never", true, null],
		allowedHosts: ["example.com", [7], ["https://example.com"], ["example.com:80"], ["Example.com"], ["*"], [""]],
		gzip: ["yes", 1],
		cfonb: [0],
		webhooks: [{}, "x"],
		clock: [7, "now", null],
	};
	for (const [name, values] of Object.entries(others)) {
		for (const value of values) {
			const options = /** @type {any} */ ({ [name]: value });
			assert.throws(() => createSandbox(options), { name: "RangeError", message: new RegExp(`^${name}: `) });
		}
	}
});
