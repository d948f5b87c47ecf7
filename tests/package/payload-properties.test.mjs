// @ts-check
// checkPayload against the documented rule, against JSON.parse, and against anything at all.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { loadEntry } from "./packed-entry.mjs";
import { payloads, written } from "./payload-arbitrary.mjs";
import { seededRandom } from "./seeded-random.mjs";

/** @typedef {import("powens-users").WebhookType} WebhookType */

const { seed } = seededRandom(20_260_601);
/** What this refuses and JSON.parse does not. */
const STRICTER = ["duplicate_key", "too_deep"];
const SYNTAX = [...'",:{}[]\\0-.e7 n', "\u0000", "\ufeff", "null", '"id":1,', '"'];

const type = fc.constantFrom(.../** @type {WebhookType[]} */ (["USER_SYNCED", "USER_SYNCED", "USER_CREATED", "USER_DELETED"]));
/** An event, and the text of a payload that is right or nearly so. */
const bodies = type.chain((event) =>
	fc.tuple(payloads[event].arbitrary, fc.nat()).map(([value, way]) => ({ event, text: written(value, writerOf(way)) })),
);

/** Its own chance for each text, whatever the seed of all is. @param {number} way */
function writerOf(way) {
	let state = way >>> 0;
	const below = (/** @type {number} */ limit) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * limit);
	};
	return {
		seed: way,
		below,
		once: (/** @type {number} */ oneIn) => below(oneIn) === 0,
		pick: (/** @type {readonly unknown[]} */ items) => /** @type {never} */ (items[below(items.length)]),
	};
}

/** @param {string} text */
function parsed(text) {
	try {
		return { value: JSON.parse(text) };
	} catch {
		return null;
	}
}

for (const entry of /** @type {const} */ (["node.mjs", "default.js"])) {
	const { checkPayload, isPowensError } = await loadEntry(entry);
	/** What is wrong with a body, in an order that does not hang on that of its keys. @param {WebhookType} event @param {unknown} body */
	const issues = (event, body) => {
		const checked = checkPayload(event, body, { maxIssues: 10_000 });
		return checked.ok ? [] : checked.issues.map(({ code, pointer }) => `${code} ${pointer}`).sort();
	};

	describe(entry, () => {
		test("a payload is accepted if and only if the documentation's rule accepts it, in each form", (t) => {
			let [accepted, refused] = [0, 0];
			const rule = fc.property(bodies, ({ event, text }) => {
				const value = JSON.parse(text);
				const checked = checkPayload(event, text);
				assert.equal(checked.ok, payloads[event].accepts(value), JSON.stringify(checked));
				if (checked.ok) assert.deepStrictEqual(checked.value, value);
				checked.ok ? accepted++ : refused++;
				const told = issues(event, text);
				assert.deepEqual(issues(event, new TextEncoder().encode(text)), told);
				assert.deepEqual(issues(event, value), told);
				assert.equal(told.length === 0, checked.ok);
			});
			fc.assert(rule, { seed, numRuns: 600 });
			t.diagnostic(`${accepted} accepted, ${refused} refused`);
			assert.ok(accepted > 150 && refused > 150, `${accepted} accepted, ${refused} refused: too few of one kind`);
		});

		test("what JSON.parse refuses is refused; what it accepts, too, unless it is ambiguous or against the rule", () => {
			const mutation = fc.record({ at: fc.nat(), length: fc.nat(6), put: fc.constantFrom("", ...SYNTAX) });
			const rule = fc.property(bodies, mutation, ({ event, text }, { at, length, put }) => {
				const start = at % text.length;
				const mutant = (text.slice(0, start) + put + text.slice(start + length)).replaceAll(/\p{Surrogate}/gu, "?");
				const expected = parsed(mutant);
				for (const body of [mutant, new TextEncoder().encode(mutant)]) {
					const checked = checkPayload(event, body);
					if (expected === null) assert.equal(checked.ok, false);
					else if (checked.ok) assert.deepStrictEqual(checked.value, expected.value);
					else if (payloads[event].accepts(expected.value)) assert.ok(STRICTER.includes(checked.issues[0]?.code ?? ""));
				}
			});
			fc.assert(rule, { seed, numRuns: 600 });
		});

		test("whatever it is given, it gives a result or throws a PowensError", () => {
			const anything = fc.anything({
				...{ withBigInt: true, withBoxedValues: true, withDate: true, withMap: true, withNullPrototype: true },
				...{ withObjectString: true, withSet: true, withTypedArray: true, withSparseArray: true, stringUnit: "binary" },
			});
			const inUser = anything.map((value) => ({ id: 1, value }));
			const rule = fc.property(
				fc.oneof(type, anything),
				fc.oneof(anything, inUser),
				fc.oneof(fc.constant({}), anything),
				(...given) => {
					try {
						const checked = checkPayload(.../** @type {[never, unknown, never]} */ (given));
						assert.equal(checked.ok, !("issues" in checked));
					} catch (error) {
						assert.ok(isPowensError(error), String(error));
						assert.ok(["unknown_event", "invalid_argument"].includes(error.code), error.code);
					}
				},
			);
			fc.assert(rule, { seed, numRuns: 600 });
		});
	});
}
