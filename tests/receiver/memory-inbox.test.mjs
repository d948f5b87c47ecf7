// @ts-check
// The bounds of the inbox in memory, and that it is right at any number of keys. What every inbox does: memory-conformance.test.mjs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryInbox } from "powens-users/receiver";
import { seededRandom } from "../package/seeded-random.mjs";

const HASH = "0123456789abcdef".repeat(4);
const OTHER_HASH = HASH.replace(/^0/, "f");
const LEASE = 30_000;

/** @param {import("powens-users/receiver").MemoryInboxOptions} [options] */
function open(options) {
	let time = 1_000;
	const inbox = memoryInbox({ steadyNow: () => time, ...options });
	return {
		inbox,
		/** @param {number} ms */
		pass: (ms) => {
			time += ms;
		},
		/** @param {string} key */
		claim: (key, token = `token of ${key}`, hash = HASH) => inbox.claim(key, hash, token, LEASE),
		/** @param {string} key */
		async done(key) {
			assert.deepEqual(await inbox.claim(key, HASH, key, LEASE), { state: "claimed", attempt: 1 });
			assert.equal(await inbox.commit(key, key), true);
		},
		/** @param {string} key @param {number} length */
		async keep(key, length) {
			const token = `${key} kept`;
			await inbox.claim(key, HASH, token, LEASE);
			return inbox.keep(key, token, keptOf(length));
		},
	};
}

/** @param {number} length @returns {import("powens-users/receiver").KeptBody} */
function keptOf(length) {
	const body = new Uint8Array(length);
	return { route: "/r", event: null, source: "default", reason: "unreadable", code: "x", signedAtMs: null, body };
}

const BUSY = { state: "busy" };
const DONE = { state: "done" };

test("options that are not allowed are refused, and the message names what is", () => {
	/** @type {[unknown, RegExp][]} */
	const wrong = [
		[null, /^The options of memoryInbox must be an object\.$/],
		["30 days", /^The options of memoryInbox must be an object\.$/],
		...["retentionMs", "maxKeys"].flatMap((name) =>
			[0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "7", 1n, true, {}].map(
				(value) =>
					/** @type {[unknown, RegExp]} */ ([{ [name]: value }, new RegExp(`^${name} must be an integer from 1 to \\d+\\.$`)]),
			),
		),
		[{ retentionMs: 34_560_000_001 }, /^retentionMs must be an integer from 1 to 34560000000\.$/],
		[{ maxKeys: 100_000_001 }, /^maxKeys must be an integer from 1 to 100000000\.$/],
		[{ maxKeptBytes: -1 }, /^maxKeptBytes must be an integer from 0 to 9007199254740991\.$/],
		[{ now: 5 }, /^now must be a function that gives milliseconds\.$/],
		[{ steadyNow: {} }, /^steadyNow must be a function that gives milliseconds\.$/],
	];
	for (const [options, message] of wrong) {
		assert.throws(() => memoryInbox(/** @type {never} */ (options)), { name: "PowensError", code: "invalid_argument", message });
	}
});

test("options are own properties, and null or undefined are the defaults", () => {
	assert.equal(memoryInbox(Object.create({ retentionMs: 5 })).retentionMs, 30 * 86_400_000);
	assert.equal(memoryInbox({ retentionMs: undefined }).retentionMs, 30 * 86_400_000);
	assert.equal(memoryInbox(/** @type {never} */ ({ retentionMs: null })).retentionMs, 30 * 86_400_000);
	assert.equal(memoryInbox({ retentionMs: 34_560_000_000, maxKeys: 100_000_000 }).retentionMs, 34_560_000_000);
});

test("full of keys, it is busy for new ones, and knows the ones that it has", async () => {
	const { inbox, claim, done, keep, pass } = open({ maxKeys: 3, retentionMs: 10_000 });
	await done("a");
	pass(1_000);
	assert.equal(await keep("b", 5), true);
	assert.deepEqual(await claim("c"), { state: "claimed", attempt: 1 });
	for (let count = 0; count < 3; count += 1) assert.deepEqual(await claim(`d${count}`), BUSY);
	assert.deepEqual(await claim("a"), DONE);
	assert.deepEqual(await claim("a", "t", OTHER_HASH), { state: "conflict" });
	assert.deepEqual(await claim("b"), DONE);
	assert.deepEqual(await claim("c"), { state: "claimed", attempt: 1 });
	assert.deepEqual(await inbox.claim("b", HASH, "again", LEASE, "kept"), { state: "claimed", attempt: 2 });
	assert.equal(inbox.stats?.().keys, 3);
});

test("nothing younger than the retention is forgotten, and place is made by what is older", async () => {
	const { claim, done, pass } = open({ maxKeys: 3, retentionMs: 10_000 });
	for (const key of ["a", "b", "c"]) {
		await done(key);
		pass(1_000);
	}
	pass(7_000);
	// "a" is 10 s old: no older than the retention.
	assert.deepEqual(await claim("d"), BUSY);
	for (const key of ["a", "b", "c"]) assert.deepEqual(await claim(key), DONE);
	pass(1);
	assert.deepEqual(await claim("d"), { state: "claimed", attempt: 1 });
	assert.deepEqual(await claim("e"), BUSY);
	assert.deepEqual(await claim("b"), DONE);
});

test("a key that is given back makes place, and so does a lease that is over", async () => {
	const { inbox, claim, pass } = open({ maxKeys: 1 });
	await claim("a");
	await inbox.release("a", "token of a");
	assert.deepEqual(await claim("b"), { state: "claimed", attempt: 1 });
	assert.deepEqual(await claim("c"), BUSY);
	pass(LEASE);
	assert.deepEqual(await claim("c"), { state: "claimed", attempt: 1 });
	// Its attempt counted, though nobody asked for it meanwhile.
	await inbox.release("c", "token of c");
	assert.deepEqual(await claim("b", "next"), { state: "claimed", attempt: 2 });
	assert.equal(await inbox.commit("b", "token of b"), false);
});

test("an age is no matter of the wall clock", async (t) => {
	t.mock.timers.enable({ apis: ["Date"] });
	const inbox = memoryInbox({ retentionMs: 1_000, maxKeys: 1 });
	await inbox.claim("a", HASH, "a", LEASE);
	await inbox.commit("a", "a");
	t.mock.timers.setTime(4e12);
	assert.deepEqual(await inbox.claim("b", HASH, "b", LEASE), BUSY);
	assert.deepEqual(await inbox.claim("a", HASH, "b", LEASE), DONE);
});

test("full of kept bodies, it keeps no more until something is dropped or handled", async () => {
	const { inbox, claim, keep } = open({ maxKeptBytes: 10 });
	assert.equal(await keep("a", 6), true);
	assert.equal(await keep("b", 4), true);
	await assert.rejects(keep("c", 1), { code: "inbox_full", message: /10 bytes \(maxKeptBytes\): drop or replay/ });
	// The claim is still its token's: it can be given back, and the next attempt may find room.
	assert.deepEqual(await claim("c"), BUSY);
	await inbox.release("c", "c kept");
	assert.equal(await keep("c", 0), true);
	assert.equal(await inbox.drop("b"), true);
	assert.equal(await keep("d", 4), true);
	await inbox.claim("a", HASH, "again", LEASE, "kept");
	assert.equal(await inbox.commit("a", "again"), true);
	assert.equal(await keep("e", 6), true);
	assert.equal(inbox.stats?.().keptBytes, 10);
	await assert.rejects(keep("f", 1), { code: "inbox_full" });
});

test("what is kept again counts once", async () => {
	const { inbox, keep } = open({ maxKeptBytes: 10 });
	await keep("a", 9);
	await inbox.claim("a", HASH, "again", LEASE, "kept");
	assert.equal(await inbox.keep("a", "again", keptOf(10)), true);
	assert.equal(inbox.stats?.().keptBytes, 10);
	assert.deepEqual(
		(await inbox.list()).map(({ bytes, attempts }) => [bytes, attempts]),
		[[10, 2]],
	);
});

test("kept entries are dated by the wall clock", async () => {
	const { inbox, keep } = open({ now: () => 1_700_000_000_000 });
	await keep("a", 1);
	assert.equal((await inbox.list())[0]?.keptAtMs, 1_700_000_000_000);
});

test("keys, tokens and hashes that are none are refused", async () => {
	const { inbox } = open();
	/** @type {[unknown, unknown, unknown][]} */
	const wrong = [
		["", HASH, "t"],
		["k".repeat(513), HASH, "t"],
		[5, HASH, "t"],
		["k", HASH.slice(1), "t"],
		["k", `${HASH}0`, "t"],
		["k", null, "t"],
		["k", HASH, ""],
		["k", HASH, "t".repeat(65)],
		["k", HASH, undefined],
	];
	for (const args of wrong) {
		assert.throws(() => inbox.claim(.../** @type {[string, string, string]} */ (args), LEASE), TypeError);
	}
	assert.equal(inbox.stats?.().keys, 0);
});

test("a token has its key for one body", async () => {
	const { inbox } = open();
	assert.deepEqual(await inbox.claim("k", HASH, "t", LEASE), { state: "claimed", attempt: 1 });
	assert.deepEqual(await inbox.claim("k", "f".repeat(64), "t", LEASE), { state: "busy" });
	assert.deepEqual(await inbox.claim("k", HASH, "t", LEASE), { state: "claimed", attempt: 1 });
});

test("of the keys that fail, the latest 100,000 are remembered", async () => {
	const { inbox, claim } = open();
	for (let index = 0; index <= 100_000; index += 1) {
		await claim(`${index}`);
		await inbox.release(`${index}`, `token of ${index}`);
	}
	assert.equal(inbox.stats?.().failed, 100_000);
	assert.deepEqual(await claim("1"), { state: "claimed", attempt: 2 });
	assert.deepEqual(await claim("0"), { state: "claimed", attempt: 1 });
});

for (const seed of [1, 2, 3, 4]) {
	test(`keys come and go as a plain list of them says, seed ${seed}`, async (t) => {
		const random = seededRandom(seed);
		t.diagnostic(`POWENS_USERS_SEED=${random.seed}`);
		const retentionMs = 40_000;
		const { inbox, claim, pass } = open({ retentionMs });
		/** @type {Map<string, number>} */
		const model = new Map();
		let time = 0;
		for (let step = 0; step < 60_000; step += 1) {
			const key = oddKey(random.below(30_000));
			const at = model.get(key);
			const answer = await claim(key, `${step}`);
			if (at !== undefined && time - at <= retentionMs) assert.deepEqual(answer, DONE, `${key} at ${time}`);
			if (at === undefined) assert.deepEqual(answer, { state: "claimed", attempt: 1 });
			if (answer.state === "claimed") {
				assert.equal(await inbox.commit(key, `${step}`), true);
				model.set(key, time);
			}
			const ms = random.once(1_000) ? 5_000 : random.below(3);
			time += ms;
			pass(ms);
		}
		// By then most keys were forgotten at least once, and came again.
		const { keys = 0, bytes = 0 } = inbox.stats?.() ?? {};
		const younger = [...model.values()].filter((at) => time - at <= retentionMs).length;
		assert.ok(keys >= younger && keys <= younger * 1.2 + 100, `${keys} keys, of which ${younger} are younger than the retention`);
		assert.ok(bytes < 10_000_000, `${bytes} bytes`);
	});
}

/** @param {number} number */
function oddKey(number) {
	const filler = ["", "é", "漢字", "\u{1f600}", "x".repeat(number % 400)][number % 5];
	return `/powens/${filler}\ndefault\n${number}`;
}
