// @ts-check
// Assertions of the cases, which run in pages too: `node:assert` is not there.

/**
 * @param {string} message
 * @returns {never}
 */
export function fail(message) {
	throw new Error(message);
}

/**
 * @param {unknown} value
 * @param {string} [what]
 * @returns {asserts value}
 */
export function ok(value, what = "it does not hold") {
	if (!value) fail(what);
}

/**
 * @param {unknown} actual
 * @param {unknown} expected
 * @param {string} [what]
 */
export function equal(actual, expected, what = "") {
	if (!Object.is(actual, expected)) fail(`${what === "" ? "" : `${what}: `}${shown(actual)} instead of ${shown(expected)}`);
}

/**
 * Compares plain data: the same keys in any order, the same values.
 *
 * @param {unknown} actual
 * @param {unknown} expected
 * @param {string} [what]
 */
export function deepEqual(actual, expected, what = "") {
	if (isSame(actual, expected)) return;
	fail(`${what === "" ? "" : `${what}: `}${shown(actual)} instead of ${shown(expected)}`);
}

/**
 * @param {unknown} text
 * @param {RegExp | string} expected a pattern, or a part
 * @param {string} [what]
 */
export function contains(text, expected, what = "") {
	const holds = typeof text === "string" && (typeof expected === "string" ? text.includes(expected) : expected.test(text));
	if (!holds) fail(`${what === "" ? "" : `${what}: `}${shown(text)} does not hold ${String(expected)}`);
}

/**
 * What a promise is rejected with.
 *
 * @param {PromiseLike<unknown>} call
 * @param {string} [what]
 * @returns {Promise<any>}
 */
export async function rejection(call, what = "it") {
	let value;
	try {
		value = await call;
	} catch (error) {
		return error;
	}
	return fail(`${what} resolved to ${shown(value)}`);
}

/**
 * What a call throws.
 *
 * @param {() => unknown} call
 * @param {string} [what]
 * @returns {any}
 */
export function refusal(call, what = "it") {
	let value;
	try {
		value = call();
	} catch (error) {
		return error;
	}
	return fail(`${what} was accepted and gave ${shown(value)}`);
}

/** @param {unknown} actual @param {unknown} expected @returns {boolean} */
function isSame(actual, expected) {
	if (Object.is(actual, expected)) return true;
	if (typeof actual !== "object" || typeof expected !== "object" || actual === null || expected === null) return false;
	if (Array.isArray(actual) !== Array.isArray(expected)) return false;
	const [keys, others] = [Reflect.ownKeys(actual), Reflect.ownKeys(expected)];
	return (
		keys.length === others.length &&
		others.every((key) => Object.hasOwn(actual, key) && isSame(Reflect.get(actual, key), Reflect.get(expected, key)))
	);
}

/** @param {unknown} value */
function shown(value) {
	try {
		if (value instanceof Error) return `${value.name} ${/** @type {any} */ (value).code ?? ""} (${value.message})`;
		return typeof value === "object" ? JSON.stringify(value) : typeof value === "string" ? `"${value}"` : String(value);
	} catch {
		return "something that cannot be shown";
	}
}
