// @ts-check
// list() gives what JSON.parse gives, or refuses.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { loadEntry, outcome } from "./packed-entry.mjs";
import { randomJson } from "./random-json.mjs";
import { seededRandom } from "./seeded-random.mjs";

const LISTS = 2_000;
const MUTANTS = 5_000;
const SYNTAX = [...'",:{}[]\\0-.e', "\u0000"].map((character) => character.charCodeAt(0)).concat(0xff, 0xc3, 0xed, 0x80);

const encoder = new TextEncoder();
const entries = /** @type {const} */ (["node.mjs", "default.js"]);

/** What JSON.parse makes of bytes; throws where they are no UTF-8 or no JSON. @param {Uint8Array} bytes */
const parsed = (bytes) => JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));

/** All but `complete`, with the order of keys, and `__proto__` as a key like any other. @param {object} list */
function withoutComplete(list) {
	const copy = Object.create(Object.getPrototypeOf(list), Object.getOwnPropertyDescriptors(list));
	delete copy.complete;
	return copy;
}

/** @param {unknown} actual @param {object} expected */
function assertSameList(actual, expected) {
	assert.ok(typeof actual === "object" && actual !== null && "complete" in actual);
	assert.equal(typeof actual.complete, "boolean");
	assert.deepStrictEqual(withoutComplete(actual), withoutComplete(expected));
	assert.equal(JSON.stringify(withoutComplete(actual)), JSON.stringify(withoutComplete(expected)));
}

/** @param {Uint8Array} bytes @param {import("./seeded-random.mjs").Random} random @returns {Uint8Array} */
function mutated(bytes, { below, pick }) {
	const at = below(bytes.length);
	const end = at + 1 + below(8);
	const [before, there, after] = [bytes.subarray(0, at), bytes.subarray(at, end), bytes.subarray(end)];
	const other = pick([
		() => [...before, below(256), ...bytes.subarray(at + 1)],
		() => [...before, pick(SYNTAX), ...bytes.subarray(at + 1)],
		() => [...before, (bytes[at] ?? 0) ^ (1 << below(8)), ...bytes.subarray(at + 1)],
		() => [...before, ...after],
		() => [...before, ...bytes.subarray(at + 1)],
		() => [...before, pick(SYNTAX), ...bytes.subarray(at)],
		() => [...before, ...there, ...there, ...after],
		() => [...before],
	]);
	return Uint8Array.from(other());
}

for (const entry of entries) {
	describe(`list() of ${entry}, with random answers`, async () => {
		const { UsersApi, isPowensError } = await loadEntry(entry);
		/** @type {() => object} */
		let answer = () => ({});
		const fetch = async () => /** @type {never} */ (answer());
		const api = new UsersApi({ domain: "acme", usersToken: "t", maxRetries: 0, fetch });
		/** @param {Uint8Array} bytes @param {number} form */
		const listOf = (bytes, form) => {
			const text = () => new TextDecoder().decode(bytes);
			const answers = [{ status: 200, body: bytes }, new Response(Buffer.from(bytes)), { status: 200, text: async () => text() }];
			answer = () => answers[form] ?? {};
			return outcome(api.list());
		};

		test("a valid list is JSON.parse's, and Object.prototype is untouched", async () => {
			const random = seededRandom(20_240_601);
			const next = randomJson(random);
			const prototype = Object.getOwnPropertyDescriptors(Object.prototype);
			for (let made = 0; made < LISTS; made++) {
				const text = next();
				const ended = await listOf(encoder.encode(text), random.below(3));
				const told = `seed ${random.seed}, list ${made}: ${text}`;
				assert.ok("value" in ended, `${told} was refused`);
				try {
					assertSameList(ended.value, JSON.parse(text));
				} catch (error) {
					throw new Error(told, { cause: error });
				}
			}
			assert.deepEqual(Object.getOwnPropertyDescriptors(Object.prototype), prototype);
		});

		test("a damaged list is JSON.parse's, or refused by a PowensError", async () => {
			const random = seededRandom(20_240_602);
			const next = randomJson(random);
			const seen = { value: 0, invalid_json: 0, invalid_shape: 0 };
			for (let made = 0; made < MUTANTS; made++) {
				const bytes = mutated(encoder.encode(next()), random);
				const ended = await listOf(bytes, random.below(2));
				try {
					if ("value" in ended) assertSameList(ended.value, parsed(bytes));
					else assert.ok(isPowensError(ended.error), "a foreign error");
					const end = "value" in ended ? "value" : /** @type {{ code: string }} */ (ended.error).code;
					assert.ok(Object.hasOwn(seen, end), end);
					seen[/** @type {keyof typeof seen} */ (end)]++;
				} catch (error) {
					const told = `seed ${random.seed}, list ${made}: ${Buffer.from(bytes).toString("latin1")}`;
					throw new Error(told, { cause: error });
				}
			}
			for (const [end, count] of Object.entries(seen)) assert.ok(count > 50, `${end} came only ${count} times`);
			assert.deepEqual(await listOf(encoder.encode('{"users":[]}'), 0), { value: { users: [], complete: true } });
		});
	});
}
