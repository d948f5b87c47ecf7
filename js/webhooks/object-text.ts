// Writes an object already parsed as the text that the core checks, so that objects and bytes are held to one rule.

/** Stands before a letter that says why a value is no JSON. In a text, JSON has this character escaped. Not written here: a
 * bundler would put it into the entries as it is. */
const MARK = String.fromCharCode(1);

/** Levels after which writing stops: one more than the core accepts. A cycle has no end else. */
const MAX_LEVELS = 129;

/** A container that is being written. */
interface Open {
	readonly members: Iterator<Member>;
	readonly end: string;
	separator: string;
}

/**
 * The text. Written no further than is looked at: up to so many bytes, and so many values that are no JSON. Without recursion: a
 * deep value would need as deep a stack.
 */
export function objectText(value: unknown, maxBytes: number, maxMarks: number): string {
	const open: Open[] = [];
	let marks = 0;
	let text = "";
	const write = (piece: string): void => {
		text += piece;
		if (piece.includes(MARK)) marks += 1;
	};
	write(textOf(value, open));
	for (let inner = open.at(-1); inner !== undefined; inner = open.at(-1)) {
		if (text.length > maxBytes || marks >= maxMarks) break;
		const step = inner.members.next();
		if (step.done) {
			open.pop();
			write(inner.end);
			continue;
		}
		const [key, descriptor] = step.value;
		const name = key === null ? inner.separator : `${inner.separator}${JSON.stringify(key)}:`;
		inner.separator = ",";
		write(name + memberText(descriptor, open));
	}
	return text;
}

function memberText(descriptor: PropertyDescriptor | null, open: Open[]): string {
	if (descriptor === null) return `${MARK}x`;
	if (descriptor.get !== undefined || descriptor.set !== undefined) return `${MARK}a`;
	return textOf(descriptor.value, open);
}

/** The text of a value; of a container its beginning, and the rest is opened. */
function textOf(value: unknown, open: Open[]): string {
	switch (typeof value) {
		case "string":
		case "boolean":
			return JSON.stringify(value);
		case "number":
			return numberText(value);
		case "bigint":
			return `${MARK}b`;
		case "object":
			return value === null ? "null" : opened(value, open);
		case "undefined":
			return `${MARK}u`;
		default:
			return `${MARK}t`;
	}
}

function numberText(number: number): string {
	if (Number.isNaN(number)) return `${MARK}n`;
	// As JSON.parse gives it for a number that overflows.
	if (!Number.isFinite(number)) return number > 0 ? "1e999" : "-1e999";
	return Object.is(number, -0) ? "-0" : String(number);
}

function opened(value: object, open: Open[]): string {
	try {
		const isArray = Array.isArray(value);
		if (!isArray && !isPlain(value)) return `${MARK}o`;
		// Deeper the core does not look, and a cycle has no end.
		const isDeep = open.length + 1 >= MAX_LEVELS;
		const members = isArray ? itemsOf(value, isDeep ? 0 : value.length) : membersOf(isDeep ? {} : value).values();
		open.push({ members, end: isArray ? "]" : "}", separator: "" });
		return isArray ? "[" : "{";
	} catch {
		return `${MARK}x`;
	}
}

/** A key, or null in an array, and the property; null where that cannot be read. */
type Member = [key: string | null, descriptor: PropertyDescriptor | null];

/** Whether it is what an object literal or `JSON.parse` makes, of any realm. */
function isPlain(value: object): boolean {
	const prototype = Object.getPrototypeOf(value);
	if (prototype === null || prototype === Object.prototype) return true;
	return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, "isPrototypeOf");
}

/** What `JSON.stringify` looks at: own enumerable properties with text for keys. One that is undefined counts as absent. */
function membersOf(value: object): Member[] {
	return Object.keys(value).flatMap((key): Member[] => {
		const descriptor = Object.getOwnPropertyDescriptor(value, key);
		const isAbsent = descriptor === undefined || ("value" in descriptor && descriptor.value === undefined);
		return isAbsent ? [] : [[key, descriptor]];
	});
}

/** One by one: an array may be much longer than what is in it. */
function* itemsOf(value: unknown[], length: number): Generator<Member, void, undefined> {
	for (let index = 0; index < length; index += 1) {
		let descriptor: PropertyDescriptor | null;
		try {
			descriptor = Object.getOwnPropertyDescriptor(value, index) ?? { value: undefined };
		} catch {
			descriptor = null;
		}
		yield [null, descriptor];
	}
}
