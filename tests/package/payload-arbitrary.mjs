// @ts-check
// Random payloads, near enough to what Powens sends that about half of them are right; and the rule that they are judged by,
// written down a second time.
import fc from "fast-check";

/**
 * @typedef {object} Kind what the documentation says of a value
 * @property {(value: unknown) => boolean} accepts
 * @property {import("fast-check").Arbitrary<unknown>} arbitrary what it accepts
 */
/** @typedef {import("powens-users").WebhookType} WebhookType */

const isObject = (/** @type {unknown} */ value) => typeof value === "object" && value !== null && !Array.isArray(value);
const text = fc.string({ unit: "binary", maxLength: 12 });
const anything = fc.oneof(
	fc.jsonValue({ maxDepth: 3 }),
	fc.constantFrom(0, -0, 1.5, "7", "", true, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2 ** 53),
);

/** @type {Record<"id" | "int" | "dec" | "str" | "bool" | "texts" | "object" | "textOrObject" | "intOrBool", Kind>} */
const is = {
	id: {
		accepts: (value) => Number.isSafeInteger(value) && Number(value) >= 1,
		arbitrary: fc.oneof(
			fc.integer({ min: 1, max: 9999 }),
			fc.maxSafeNat().map((number) => number || 1),
		),
	},
	int: { accepts: Number.isSafeInteger, arbitrary: fc.maxSafeInteger() },
	dec: { accepts: Number.isFinite, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
	str: { accepts: (value) => typeof value === "string", arbitrary: text },
	bool: { accepts: (value) => typeof value === "boolean", arbitrary: fc.boolean() },
	texts: {
		accepts: (value) => Array.isArray(value) && value.every((item) => typeof item === "string"),
		arbitrary: fc.array(text, { maxLength: 3 }),
	},
	object: { accepts: isObject, arbitrary: fc.dictionary(text, anything, { maxKeys: 3 }) },
	textOrObject: {
		accepts: (value) => typeof value === "string" || isObject(value),
		arbitrary: fc.oneof(text, fc.dictionary(text, anything, { maxKeys: 3 })),
	},
	intOrBool: {
		accepts: (value) => typeof value === "boolean" || Number.isSafeInteger(value),
		arbitrary: fc.oneof(fc.boolean(), fc.constantFrom(0, 1)),
	},
};

/** @param {Record<string, Kind>} kinds @param {readonly string[]} required @returns {Kind} */
function shape(kinds, required) {
	const fields = Object.entries(kinds);
	const known = fc.record(
		Object.fromEntries(fields.map(([name, kind]) => [name, sometimesWrong(kind.arbitrary, required.includes(name))])),
		{ requiredKeys: /** @type {never[]} */ ([...required]), noNullPrototype: true },
	);
	const unknown = fc.dictionary(
		text.map((key) => `${key}?`),
		anything,
		{ maxKeys: 2, noNullPrototype: true },
	);
	return {
		accepts: (value) =>
			isObject(value) &&
			fields.every(([name, kind]) => {
				const member = Object.hasOwn(Object(value), name) ? Object(value)[name] : undefined;
				return member === undefined || member === null ? !required.includes(name) : kind.accepts(member);
			}),
		arbitrary: fc.tuple(known, unknown, fc.integer({ min: 0, max: 99 })).map(([some, more, chance]) => {
			const whole = { ...some, ...more };
			// Now and then what is required is not there.
			return chance === 0 ? Object.fromEntries(Object.entries(whole).filter(([key]) => !required.includes(key))) : whole;
		}),
	};
}

/** @param {import("fast-check").Arbitrary<unknown>} right @param {boolean} isRequired */
const sometimesWrong = (right, isRequired) =>
	fc.oneof(
		{ weight: 50, arbitrary: right },
		{ weight: isRequired ? 1 : 8, arbitrary: fc.constant(null) },
		{ weight: 1, arbitrary: anything },
	);

/** @param {Kind} item @returns {Kind} */
const several = (item) => ({
	accepts: (value) => Array.isArray(value) && value.every(item.accepts),
	arbitrary: fc.array(item.arbitrary, { maxLength: 3 }),
});

const user = { id: is.id, signin: is.str };
const currency = shape({ id: is.str, precision: is.int, crypto: is.bool }, []);
const transaction = shape(
	{ id: is.id, id_account: is.int, value: is.dec, wording: is.str, date: is.str, coming: is.bool, original_currency: currency },
	["id"],
);
const account = shape(
	{
		...{ id: is.id, id_parent: is.int, balance: is.dec, deleted: is.str, currency, type: is.textOrObject },
		...{ bookmarked: is.intOrBool, transactions: several(transaction) },
	},
	["id"],
);
const connector = shape({ id: is.id, uuid: is.str, hidden: is.bool, capabilities: is.texts, payment_settings: is.object }, [
	"id",
]);
const connection = shape(
	{
		id: is.id,
		id_user: is.int,
		state: is.str,
		active: is.bool,
		connector,
		accounts: several(account),
		fields: several(is.object),
	},
	["id"],
);
const ofUser = shape({ ...user, id_webhook_data: is.int }, ["id"]);

/** @type {Record<WebhookType, Kind>} */
export const payloads = {
	USER_CREATED: ofUser,
	USER_DELETED: ofUser,
	USER_SYNCED: shape({ user: shape(user, ["id"]), connections: several(connection), id_webhook_data: is.int }, [
		"user",
		"connections",
	]),
};

/**
 * A value as JSON in one of the many ways to write it: spaces, escapes, the order of keys, the form of numbers.
 *
 * @param {unknown} value
 * @param {import("./seeded-random.mjs").Random} random
 * @returns {string}
 */
export function written(value, random) {
	const { once, pick, below } = random;
	const space = () => (once(6) ? pick([" ", "\n", "\t", "\r", "  "]) : "");
	/** @param {string[]} parts */
	const joined = (parts) => parts.map((part) => space() + part + space()).join(",");
	if (typeof value === "string") return writtenText(value, random);
	if (typeof value === "number") return writtenNumber(value, random);
	if (Array.isArray(value)) return `[${joined(value.map((item) => written(item, random)))}${space()}]`;
	if (typeof value !== "object" || value === null) return String(value);
	const members = Object.entries(value).map(([key, member]) => ({ order: below(1e6), key, member }));
	members.sort((one, other) => one.order - other.order);
	const parts = members.map(({ key, member }) => `${writtenText(key, random)}${space()}:${space()}${written(member, random)}`);
	return `{${joined(parts)}${space()}}`;
}

/** @param {number} value @param {import("./seeded-random.mjs").Random} random */
function writtenNumber(value, { once, pick }) {
	if (!Number.isFinite(value)) return value > 0 ? "1e999" : "-1E+999";
	if (Object.is(value, -0)) return pick(["-0", "-0.0", "-0e5"]);
	if (!Number.isSafeInteger(value) || !once(4)) return String(value);
	return pick([`${value}.0`, `${value}e0`, `${value}.000E-0`, `${BigInt(value) * 10n}e-1`]);
}

/** @param {string} value @param {import("./seeded-random.mjs").Random} random */
function writtenText(value, { once, pick }) {
	const parts = [...value].map((character) => {
		const mustEscape = character < " " || /^[\ud800-\udfff"\\]$/.test(character);
		if (!mustEscape && !once(8)) return character;
		const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at).toString(16).padStart(4, "0"));
		return units.map((unit) => `\\u${pick([unit, unit.toUpperCase()])}`).join("");
	});
	return `"${parts.join("")}"`;
}
