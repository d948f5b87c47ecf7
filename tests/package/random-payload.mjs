// @ts-check
// Arbitrary payloads for fast-check, and all the ways in which JSON can be written.
import fc from "fast-check";
import { MODEL } from "./payload-model.mjs";

/** @typedef {import("./payload-model.mjs").Rule} Rule */

const anyUnit = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));
const text = fc.oneof(
	fc.string({ unit: "grapheme", maxLength: 8 }),
	fc.string({ unit: anyUnit, maxLength: 4 }),
	fc.constantFrom("2020-06-01 12:34:56", "wrongpass", "", "null", "\ud800", "é€😀", "/~01", '"\\', "__proto__"),
);
const integer = fc.oneof(fc.maxSafeInteger(), fc.integer(), fc.constantFrom(0, -0, 2 ** 53 - 1, -(2 ** 53 - 1)));
const number = fc.oneof(
	integer,
	fc.double({ noNaN: true }),
	fc.constantFrom(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2 ** 53, 0.5, 5e-324, 1.7976931348623157e308),
);
const key = fc.oneof(
	text,
	fc.constantFrom("__proto__", "constructor", "toString", "id", "platform", "total", "new", "information"),
);

const json = fc.letrec((tie) => ({
	value: fc.oneof({ maxDepth: 3 }, fc.constantFrom(null, true, false), number, text, tie("items"), tie("members")),
	items: fc.array(tie("value"), { maxLength: 3 }),
	members: fc.array(fc.tuple(key, tie("value")), { maxLength: 3 }).map(fromMembers),
}));

/** Any JSON value, with numbers that overflow and text with half characters. */
export const anyJson = /** @type {fc.Arbitrary<unknown>} */ (json.value);

/** Own properties whatever their names. @param {readonly (readonly [string, unknown])[]} members */
function fromMembers(members) {
	return Object.fromEntries(members);
}

/**
 * A value of a rule. With `noise`, one in so many values is anything, and one in so many required fields is absent.
 *
 * @param {Rule} rule
 * @param {number} noise
 * @returns {fc.Arbitrary<unknown>}
 */
function valueBy(rule, noise) {
	/** @type {fc.WeightedArbitrary<unknown>[]} */
	const kinds = [];
	const add = (/** @type {fc.Arbitrary<unknown>} */ arbitrary) => kinds.push({ weight: noise === 0 ? 100 : noise, arbitrary });
	if (rule.text) add(text);
	if (rule.boolean) add(fc.boolean());
	if (rule.number === "own") add(fc.maxSafeNat().map((id) => id || 1));
	if (rule.number === "integer") add(integer);
	if (rule.number === "decimal") add(fc.double({ noNaN: true, noDefaultInfinity: true }));
	if (rule.items !== undefined) add(fc.array(valueBy(rule.items, noise), { maxLength: 2 }));
	if (rule.object === true) add(fc.array(fc.tuple(key, anyJson), { maxLength: 3 }).map(fromMembers));
	if (typeof rule.object === "string") add(objectOf(rule.object, noise));
	if (noise > 0) kinds.push({ weight: 1, arbitrary: anyJson }, { weight: 1, arbitrary: number });
	return fc.oneof(...kinds);
}

/**
 * An object of the model.
 *
 * @param {string} name
 * @param {number} noise 0: valid
 * @returns {fc.Arbitrary<object>}
 */
export function objectOf(name, noise) {
	const fields = Object.entries(MODEL[name] ?? {});
	const nullable = (/** @type {Rule} */ rule, /** @type {fc.Arbitrary<unknown>} */ value) =>
		rule.required ? value : fc.oneof({ weight: 9, arbitrary: value }, { weight: 1, arbitrary: fc.constant(null) });
	const values = Object.fromEntries(fields.map(([field, rule]) => [field, nullable(rule, valueBy(rule, noise))]));
	const required = fields.filter(([, rule]) => rule.required).map(([field]) => field);
	const own = fc.oneof(
		{ weight: noise === 0 ? 100 : noise, arbitrary: fc.record(values, { requiredKeys: required }) },
		...(noise === 0 ? [] : [{ weight: 1, arbitrary: fc.record(values, { requiredKeys: [] }) }]),
	);
	const others = fc.array(
		fc.tuple(
			key.filter((other) => !Object.hasOwn(values, other)),
			anyJson,
		),
		{ maxLength: 2 },
	);
	return fc.tuple(own, others).map(([ours, more]) => fromMembers([...Object.entries(ours), ...more]));
}

/** Decisions of a writer. */
export const choices = fc.uint8Array({ minLength: 8, maxLength: 64 });

/**
 * Writes a JSON value in one of the many ways. The same choices write the same.
 *
 * @param {unknown} value
 * @param {Uint8Array} decisions
 * @returns {string}
 */
export function written(value, decisions) {
	let at = 0;
	const choose = (/** @type {number} */ limit) => (decisions[at++ % decisions.length] ?? 0) % limit;
	const space = () => ["", "", "", "", " ", "\n", "\t\r", "   "][choose(8)];
	/** @param {string} character */
	const escaped = (character) => {
		const units = Array.from({ length: character.length }, (_, index) =>
			character.charCodeAt(index).toString(16).padStart(4, "0"),
		);
		return units.map((unit) => `\\u${choose(2) === 0 ? unit : unit.toUpperCase()}`).join("");
	};
	/** @param {string} whole */
	const quoted = (whole) => {
		const parts = [...whole].map((character) => {
			if (character === "/" && choose(2) === 0) return "\\/";
			const mustEscape = character < " " || character === '"' || character === "\\" || /^[\ud800-\udfff]$/.test(character);
			const short = { '"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t" }[character];
			if (mustEscape) return short !== undefined && choose(2) === 0 ? short : escaped(character);
			return choose(16) === 0 ? escaped(character) : character;
		});
		return `"${parts.join("")}"`;
	};
	/** @param {number} given */
	const numeric = (given) => {
		if (!Number.isFinite(given)) return given > 0 ? "1e999" : "-1E+999";
		const plain = Object.is(given, -0) ? "-0" : String(given);
		const forms =
			Number.isInteger(given) && given !== 0 && !plain.includes("e")
				? [plain, `${plain}.0`, `${plain}e0`, `${plain}00E-2`]
				: [plain];
		return forms[choose(16)] ?? plain;
	};
	/** @param {unknown} given @returns {string} */
	const write = (given) => {
		if (typeof given === "string") return quoted(given);
		if (typeof given === "number") return numeric(given);
		if (typeof given !== "object" || given === null) return String(given);
		if (Array.isArray(given)) return `[${space()}${given.map(write).join(`${space()},${space()}`)}${space()}]`;
		const members = Object.entries(given);
		if (choose(2) === 0) members.reverse();
		const parts = members.map(([name, member]) => `${quoted(name)}${space()}:${space()}${write(member)}`);
		return `{${space()}${parts.join(`${space()},${space()}`)}${space()}}`;
	};
	return `${space()}${write(value)}${space()}`;
}
