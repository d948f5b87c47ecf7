// Writes an object already parsed as the text that the core checks, so that objects and bytes are held to one rule.

/** Stands before a letter that says why a value is no JSON. In a text, JSON has this character escaped. Not written here: a
 * bundler would put it into the entries as it is. */
const MARK = String.fromCharCode(1);

/** Levels after which writing stops: one more than the core accepts. A cycle has no end else. */
const MAX_LEVELS = 129;

/** Pieces of the text, each of them short. */
export function* objectText(value: unknown, level = 1): Generator<string, void, undefined> {
	switch (typeof value) {
		case "string":
		case "boolean":
			yield JSON.stringify(value);
			return;
		case "number":
			yield numberText(value);
			return;
		case "bigint":
			yield `${MARK}b`;
			return;
		case "object":
			if (value === null) yield "null";
			else yield* containerText(value, level);
			return;
		case "undefined":
			yield `${MARK}u`;
			return;
		default:
			yield `${MARK}t`;
	}
}

function numberText(number: number): string {
	if (Number.isNaN(number)) return `${MARK}n`;
	// As JSON.parse gives it for a number that overflows.
	if (!Number.isFinite(number)) return number > 0 ? "1e999" : "-1e999";
	return Object.is(number, -0) ? "-0" : String(number);
}

function* containerText(value: object, level: number): Generator<string, void, undefined> {
	let isArray: boolean;
	let members: Iterable<Member>;
	try {
		isArray = Array.isArray(value);
		if (!isArray && !isPlain(value)) {
			yield `${MARK}o`;
			return;
		}
		members = isArray ? itemsOf(value as unknown[], (value as unknown[]).length) : membersOf(value);
	} catch {
		yield `${MARK}x`;
		return;
	}
	yield isArray ? "[" : "{";
	let separator = "";
	// Deeper the core does not look, and a cycle has no end.
	for (const [key, descriptor] of level < MAX_LEVELS ? members : []) {
		yield key === null ? separator : `${separator}${JSON.stringify(key)}:`;
		separator = ",";
		if (descriptor === null) yield `${MARK}x`;
		else if (descriptor.get !== undefined || descriptor.set !== undefined) yield `${MARK}a`;
		else yield* objectText(descriptor.value, level + 1);
	}
	yield isArray ? "]" : "}";
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
