// Names and values as they stand in SQL.
import { argumentError, optionOf } from "../../argument.js";

/** Room for the endings of what belongs to a table: PostgreSQL cuts names at 63 bytes, without a word. */
const LONGEST_TABLE = 48;
const LONGEST_SCHEMA = 63;

/** The names of what the inbox has in the database, quoted. */
export interface Names {
	readonly schema: string;
	/** Whether it is another schema than the one that each database has. */
	readonly isOwnSchema: boolean;
	/** A row for each key. */
	readonly table: string;
	/** A row for each body that is kept. */
	readonly keptTable: string;
	/** Without a schema: an index is in that of its table. */
	readonly ageIndex: string;
	readonly keptIndex: string;
}

/** @throws {PowensError} `invalid_argument`, with a message that names what is allowed. */
export function readNames(options: object): Names {
	const schema = nameOf(options, "schema", "public", LONGEST_SCHEMA);
	const table = nameOf(options, "table", "powens_inbox", LONGEST_TABLE);
	const within = (name: string) => `${identifier(schema)}.${identifier(name)}`;
	return {
		schema: identifier(schema),
		isOwnSchema: schema !== "public",
		table: within(table),
		keptTable: within(`${table}_kept`),
		ageIndex: identifier(`${table}_claimed_at`),
		keptIndex: identifier(`${table}_kept_at`),
	};
}

function nameOf(options: object, option: string, otherwise: string, longest: number): string {
	const given = optionOf(options, option) ?? otherwise;
	if (typeof given === "string" && /^[ -~]+$/.test(given) && given.length <= longest) return given;
	throw argumentError(`${option} must be text of 1 to ${longest} characters of ASCII.`);
}

/** A name in quotes: whatever is in it, it is a name. */
function identifier(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}

/**
 * A text as it may stand in a statement: in hexadecimal digits, so that nothing in it can be anything but text, whatever the
 * settings of the connection. Only for what cannot be a parameter: several statements in one message have none.
 */
export function textValue(text: string): string {
	return `convert_from(${bytesValue(utf8Hex(text))}, 'UTF8')`;
}

/** Bytes, given as hexadecimal digits. */
export function bytesValue(hex: string): string {
	if (!/^[0-9a-f]*$/.test(hex)) throw new TypeError("what stands in a statement must be hexadecimal digits");
	return `decode('${hex}', 'hex')`;
}

/** @throws {URIError} for half a character, which no bytes can be. */
function utf8Hex(text: string): string {
	return encodeURIComponent(text)
		.replace(/[^%]|%(..)/g, (character, hex: string | undefined) => hex ?? character.charCodeAt(0).toString(16))
		.toLowerCase();
}
