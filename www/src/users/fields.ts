import type { User } from "powens-users";

/** One field of a user, for the eye. */
export interface UserField {
	readonly name: string;
	/** Text, or the value as JSON. `null` where Powens gave null, `undefined` where the key is absent. */
	readonly text: string | null | undefined;
	/** Whether the text is JSON over several lines. */
	readonly block: boolean;
	/** Whether the key is one that the documentation names. */
	readonly known: boolean;
}

const KNOWN = ["id", "signin", "platform"] as const;

/** All fields of a user: the documented ones first, also where absent, then the others as they came. */
export function userFields(user: User): UserField[] {
	const entries = new Map<string, unknown>(Object.entries(user));
	const known = KNOWN.map((name) => field(name, entries.get(name), true));
	const others = [...entries].filter(([name]) => !KNOWN.some((key) => key === name));
	return [...known, ...others.map(([name, value]) => field(name, value, false))];
}

function field(name: string, value: unknown, known: boolean): UserField {
	if (value === null || value === undefined) return { name, text: value, block: false, known };
	if (typeof value === "object") return { name, text: JSON.stringify(value, null, 2), block: true, known };
	// A documented text is shown as it is; of an unknown key, JSON tells "7" from 7.
	return { name, text: known ? String(value) : JSON.stringify(value), block: false, known };
}
