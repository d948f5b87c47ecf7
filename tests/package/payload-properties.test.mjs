// @ts-check
// A check accepts what JSON.parse and the model accept, refuses what either refuses, and says the same of bytes, text and object.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { loadEntry } from "./packed-entry.mjs";
import { issuesOf } from "./payload-model.mjs";
import { anyJson, choices, objectOf, written } from "./random-payload.mjs";
import { seededRandom } from "./seeded-random.mjs";
import { VERIFIERS } from "./signed-requests.mjs";

/** @typedef {"USER_CREATED" | "USER_DELETED" | "USER_SYNCED"} Type */

const RUNS = 600;
const { seed } = seededRandom(20_260_301);
const encoder = new TextEncoder();
const SYNTAX = [...'",:{}[]\\0123-+.eEntfu \n\u0000\u001f\u007fé€😀', "\ufeff", "\ud800", "1e9", "null", "\\u", '"id":1,', "//"];

/** @type {fc.Arbitrary<[Type, unknown]>} */
const valid = fc.oneof(
	fc.tuple(fc.constantFrom(/** @type {const} */ ("USER_CREATED"), "USER_DELETED"), objectOf("UserPayload", 0)),
	fc.tuple(fc.constant(/** @type {const} */ ("USER_SYNCED")), objectOf("UserSyncedPayload", 0)),
);
/** @type {fc.Arbitrary<[Type, unknown]>} */
const noisy = fc.oneof(
	{ weight: 3, arbitrary: fc.tuple(fc.constant(/** @type {const} */ ("USER_SYNCED")), objectOf("UserSyncedPayload", 60)) },
	{ weight: 2, arbitrary: fc.tuple(fc.constant(/** @type {const} */ ("USER_CREATED")), objectOf("UserPayload", 5)) },
	{ weight: 1, arbitrary: fc.tuple(fc.constant(/** @type {const} */ ("USER_DELETED")), anyJson) },
);

/** What JSON.parse makes of bytes or text; undefined where it makes nothing. @param {string | Uint8Array} body */
function parsed(body) {
	try {
		return JSON.parse(typeof body === "string" ? body : new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body));
	} catch {
		return undefined;
	}
}

/** Whether a text that JSON.parse reads has more members than what it gave. @param {string} text @param {unknown} value */
function hasDuplicates(text, value) {
	/** @param {unknown} given @returns {number} */
	const members = (given) => {
		if (typeof given !== "object" || given === null) return 0;
		const values = Object.values(given);
		return (
			(Array.isArray(given) ? 0 : values.length) + values.reduce((/** @type {number} */ sum, item) => sum + members(item), 0)
		);
	};
	return (text.match(/"(?:[^"\\]|\\.)*"\s*:/gs) ?? []).length !== members(value);
}

for (const name of VERIFIERS) {
	describe(`checkPayload and JSON.parse, ${name}`, async () => {
		const { checkPayload, isPowensError } = await loadEntry(name);
		/** @param {{ ok: boolean, issues?: readonly { pointer: string, code: string }[] }} checked */
		const found = (checked) => (checked.issues ?? []).map(({ pointer, code }) => `${pointer} ${code}`).toSorted();

		test("what is valid is accepted, and given as JSON.parse gives it", () => {
			fc.assert(
				fc.property(valid, choices, ([type, value], decisions) => {
					const text = written(value, decisions);
					const expected = JSON.parse(text);
					assert.deepStrictEqual(issuesOf(type, expected), [], "the generator");
					for (const body of [text, encoder.encode(text)]) {
						const checked = checkPayload(type, body, { maxIssues: 10_000 });
						assert.ok(checked.ok, found(checked).join(", "));
						assert.deepStrictEqual(checked.value, expected);
						assert.deepStrictEqual(checked.warnings, []);
					}
					const checked = checkPayload(type, expected);
					assert.ok(checked.ok, found(checked).join(", "));
					assert.ok(checked.value === expected, "the very object");
				}),
				{ numRuns: RUNS, seed },
			);
		});

		test("what the model refuses is refused at the same places, as bytes, as text and as an object", (t) => {
			const counts = [0, 0];
			/** @type {Set<string>} */
			const codes = new Set();
			fc.assert(
				fc.property(noisy, choices, ([type, value], decisions) => {
					const text = written(value, decisions);
					const object = JSON.parse(text);
					const expected = issuesOf(type, object).toSorted();
					// A text would be taken for a body that is yet to be parsed.
					const objects = typeof object === "string" ? [] : [object];
					for (const body of [text, encoder.encode(text), ...objects]) {
						const checked = checkPayload(type, body, { maxIssues: 10_000 });
						assert.deepStrictEqual(found(checked), expected);
						assert.equal(checked.ok, expected.length === 0);
						if (checked.ok) assert.deepStrictEqual(checked.value, object);
						else assert.ok(!("value" in checked));
					}
					counts[expected.length === 0 ? 0 : 1] = (counts[expected.length === 0 ? 0 : 1] ?? 0) + 1;
					for (const issue of expected) codes.add(issue.replace(/.* /, ""));
				}),
				{ numRuns: RUNS, seed },
			);
			t.diagnostic(`${counts.join(" accepted, ")} refused: ${[...codes].join(", ")}`);
			assert.ok(
				counts.every((count) => count > RUNS / 10),
				String(counts),
			);
			assert.deepEqual([...codes].toSorted(), ["not_finite", "not_safe_integer", "out_of_range", "required", "wrong_type"]);
		});

		const cut = fc.tuple(fc.nat(), fc.nat(3), fc.constantFrom(...SYNTAX, ""));
		test("changed text: what JSON.parse refuses is refused, and nothing else but what is ambiguous", (t) => {
			const counts = [0, 0, 0];
			fc.assert(
				fc.property(valid, choices, cut, ([type, value], decisions, [place, length, inserted]) => {
					const whole = written(value, decisions);
					const at = place % whole.length;
					const text = whole.slice(0, at) + inserted + whole.slice(at + length);
					const object = parsed(text);
					const checked = checkPayload(type, text, { maxIssues: 10_000 });
					// Half a character can be no bytes; JSON.parse takes it.
					const isDoubtful = object !== undefined && (!isWellFormed(text) || hasDuplicates(text, object));
					if (object === undefined || isDoubtful) assert.ok(!checked.ok, JSON.stringify(text));
					else assert.deepStrictEqual(found(checked), issuesOf(type, object).toSorted(), JSON.stringify(text));
					const kind = object === undefined ? 0 : checked.ok ? 1 : 2;
					counts[kind] = (counts[kind] ?? 0) + 1;
				}),
				{ numRuns: 3 * RUNS, seed },
			);
			t.diagnostic(`no JSON, accepted, refused: ${counts.join(", ")}`);
			assert.ok(
				counts.every((count) => count > RUNS / 20),
				String(counts),
			);
		});

		test("changed bytes: as the text that they are, if they are one", () => {
			const bytes = fc.tuple(fc.nat(), fc.nat(3), fc.uint8Array({ maxLength: 3 }));
			fc.assert(
				fc.property(valid, choices, bytes, ([type, value], decisions, [place, length, inserted]) => {
					const whole = encoder.encode(written(value, decisions));
					const at = place % whole.length;
					const body = Uint8Array.from([...whole.subarray(0, at), ...inserted, ...whole.subarray(at + length)]);
					const object = parsed(body);
					const checked = checkPayload(type, body, { maxIssues: 10_000 });
					if (object === undefined) assert.ok(!checked.ok, String(body));
					else assert.deepStrictEqual(checked, checkPayload(type, Buffer.from(body).toString(), { maxIssues: 10_000 }));
				}),
				{ numRuns: 3 * RUNS, seed },
			);
		});

		test("the first issue that is asked for is the first of all", () => {
			fc.assert(
				fc.property(noisy, choices, fc.integer({ min: 1, max: 5 }), ([type, value], decisions, maxIssues) => {
					const text = written(value, decisions);
					for (const body of [text, JSON.parse(text)]) {
						const all = checkPayload(type, body, { maxIssues: 10_000, strict: true });
						const some = checkPayload(type, body, { maxIssues, strict: true });
						assert.equal(some.ok, all.ok);
						assert.deepStrictEqual(some.warnings, all.warnings.slice(0, maxIssues));
						if (!some.ok && !all.ok) assert.deepStrictEqual(some.issues, all.issues.slice(0, maxIssues));
					}
				}),
				{ numRuns: RUNS / 3, seed },
			);
		});

		test("whatever it is given, it gives a result or throws a PowensError", () => {
			const anything = fc.anything({
				...{ withBigInt: true, withBoxedValues: true, withDate: true, withMap: true, withNullPrototype: true },
				...{ withObjectString: true, withSet: true, withTypedArray: true, withSparseArray: true, stringUnit: "binary" },
			});
			const type = fc.oneof(fc.constantFrom("USER_CREATED", "USER_DELETED", "USER_SYNCED"), anything);
			const body = fc.oneof(
				anything,
				anything.map((value) => ({ id: 1, value })),
			);
			fc.assert(
				fc.property(type, body, fc.oneof(fc.constant({}), anything), (...given) => {
					try {
						const checked = checkPayload(.../** @type {[never, unknown, never]} */ (given));
						assert.equal(checked.ok, !("issues" in checked));
					} catch (error) {
						assert.ok(isPowensError(error), String(error));
						assert.ok(["unknown_event", "invalid_argument"].includes(error.code), error.code);
					}
				}),
				{ numRuns: RUNS, seed },
			);
		});
	});
}

/** @param {string} text */
function isWellFormed(text) {
	return !/\p{Surrogate}/u.test(text);
}
