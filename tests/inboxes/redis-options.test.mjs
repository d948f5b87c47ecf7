// @ts-check
// What redisInbox takes and refuses. Needs no server.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { redisInbox } from "powens-users/receiver/redis";
import { HASH, KEPT } from "./redis-store.mjs";

/**
 * A client of ioredis by what it has, that gives an answer to whatever it is asked.
 *
 * @param {(...args: any[]) => unknown} answer
 */
function fake(answer) {
	const step = async (/** @type {any[]} */ ...args) => answer(...args);
	return { evalsha: step, evalshaBuffer: step, evalBuffer: step, call: async () => ["name", "value"] };
}

/**
 * @param {unknown} client
 * @param {unknown} [options]
 */
function make(client, options) {
	return redisInbox(/** @type {any} */ (client), /** @type {any} */ (options));
}

test("what is no client of either library is refused", () => {
	for (const client of [
		undefined,
		null,
		1,
		"redis://127.0.0.1",
		{},
		[],
		new Map(),
		{ evalSha: () => {} },
		{ evalsha: () => {} },
		{ eval: () => {}, get: () => {} },
	]) {
		assert.throws(() => make(client), {
			name: "PowensError",
			code: "invalid_argument",
			message: /needs a client of node-redis .* or of ioredis, of version 5 or newer/,
		});
	}
});

test("an option that is not allowed is refused by a message that names what is", () => {
	for (const [options, message] of /** @type {const} */ ([
		[null, /must be an object/],
		[7, /must be an object/],
		[{ prefix: 7 }, /prefix must be text/],
		[{ prefix: "x".repeat(257) }, /at most 256 characters/],
		[{ retentionMs: 0 }, /retentionMs must be a whole number from 1 to 34560000000/],
		[{ retentionMs: 1.5 }, /retentionMs must be/],
		[{ retentionMs: "7" }, /retentionMs must be/],
		[{ retentionMs: 34_560_000_001 }, /retentionMs must be/],
		[{ retentionMs: Number.NaN }, /retentionMs must be/],
		[{ warn: "console" }, /warn must be a function/],
	])) {
		assert.throws(
			() =>
				make(
					fake(() => []),
					options,
				),
			{ code: "invalid_argument", message },
		);
	}
});

test("the retention is 30 days, and what was asked for; inherited options are none", () => {
	assert.equal(make(fake(() => [])).retentionMs, 2_592_000_000);
	assert.equal(
		make(
			fake(() => []),
			{ retentionMs: 1 },
		).retentionMs,
		1,
	);
	assert.equal(
		make(
			fake(() => []),
			Object.create({ retentionMs: 1 }),
		).retentionMs,
		2_592_000_000,
	);
	assert.equal(
		make(
			fake(() => []),
			{ retentionMs: undefined, prefix: undefined, warn: undefined },
		).retentionMs,
		2_592_000_000,
	);
});

test("without `warn` the console is told", async () => {
	const warn = mock.method(console, "warn", () => {});
	try {
		await make(fake(() => ["busy"])).claim("key", HASH, "token", 1_000);
		await new Promise((resolve) => setImmediate(resolve));
		assert.equal(warn.mock.callCount(), 1);
		assert.match(String(warn.mock.calls[0]?.arguments[0]), /^powens-users: the Redis of the inbox may forget\./);
	} finally {
		warn.mock.restore();
	}
});

test("each step sends one key, its script by hash, and bytes as they are", async () => {
	/** @type {any[][]} */
	const sent = [];
	const client = fake((...args) => {
		sent.push(args);
		return ["yes", ""];
	});
	const inbox = make(client, { prefix: "p:", warn: () => {} });
	const memory = new Uint8Array([0, 1, 2, 255, 4]);
	await inbox.renew("k", "t", 7);
	await inbox.commit("k", "t");
	await inbox.release("k", "t");
	await inbox.keep("k", "t", { ...KEPT, body: memory.subarray(1, 4) });
	await inbox.drop("k");
	for (const [sha, keys, key] of sent) {
		assert.match(sha, /^[0-9a-f]{40}$/);
		assert.equal(keys, 1);
		assert.ok(key === "p:key:k" || key === "p:kept");
	}
	const bodies = sent.flat().filter((part) => part instanceof Uint8Array);
	assert.deepEqual(
		bodies.map((body) => [...body]),
		[[1, 2, 255]],
	);
});

test("keys, tokens and hashes that would make one delivery of two are refused, and nothing is sent", async () => {
	let sent = 0;
	const inbox = make(
		fake(() => {
			sent += 1;
			return ["claimed", "1"];
		}),
		{ warn: () => {} },
	);
	/** @type {any} */
	const no = undefined;
	for (const key of ["", "x".repeat(513), no, 7]) {
		for (const step of [
			() => inbox.claim(key, HASH, "t", 1),
			() => inbox.renew(key, "t", 1),
			() => inbox.commit(key, "t"),
			() => inbox.release(key, "t"),
			() => inbox.keep(key, "t", KEPT),
			() => inbox.read(key),
			() => inbox.drop(key),
		]) {
			await assert.rejects(step, /key must be text of 1 to 512 characters/);
		}
	}
	for (const token of ["", "x".repeat(65), no, 7]) {
		for (const step of [
			() => inbox.claim("k", HASH, token, 1),
			() => inbox.renew("k", token, 1),
			() => inbox.commit("k", token),
			() => inbox.release("k", token),
			() => inbox.keep("k", token, KEPT),
		]) {
			await assert.rejects(step, /token must be text of 1 to 64 characters/);
		}
	}
	for (const hash of ["", HASH.slice(1), `${HASH}0`, HASH.toUpperCase(), `${HASH.slice(1)}g`, no]) {
		await assert.rejects(inbox.claim("k", hash, "t", 1), /bodyHash must be 64 hexadecimal digits/);
	}
	for (const limit of [0, -1, 1.5, Number.NaN, Infinity]) {
		await assert.rejects(inbox.list({ limit }), { code: "invalid_argument", message: /limit must be a positive integer/ });
	}
	assert.equal(sent, 0);
});

test("an answer of another shape is an error, and no claim", async () => {
	for (const answer of [null, "OK", 7, {}, [], ["other"], [null], ["claimed"]]) {
		const inbox = make(
			fake(() => answer),
			{ warn: () => {} },
		);
		await assert.rejects(inbox.claim("k", HASH, "t", 1));
	}
});

test("an error of a client is told in words, without what it carries", async () => {
	const thrown = Object.assign(new Error("ERR unknown command 'EVALSHA', with args beginning with: 'body of a user'"), {
		name: "ReplyError",
		code: "ERR",
		command: { name: "evalsha", args: ["body of a user"] },
		cause: new Error("body of a user"),
	});
	const inbox = make(
		fake(() => {
			throw thrown;
		}),
		{ warn: () => {} },
	);
	const error = await inbox.commit("k", "t").catch((reason) => reason);
	assert.equal(error.name, "RedisInboxError");
	assert.equal(error.message, "Redis did not commit: ReplyError ERR ERR unknown command 'EVALSHA'");
	assert.ok(!JSON.stringify(Object.getOwnPropertyNames(error).map((name) => String(error[name]))).includes("body of a user"));
});
