// @ts-check
// What an injected function may do besides its work.

/** @typedef {(...args: unknown[]) => unknown} Hook */

const fail = () => {
	throw new Error("hostile");
};
const soon = () => new Promise((resolve) => setTimeout(resolve, 5));

export const never = () => new Promise(() => {});

/** @template {object} T @param {T} target */
export function revoked(target) {
	const { proxy, revoke } = Proxy.revocable(target, {});
	revoke();
	return proxy;
}

/** Every look at it throws. @template {object} T @param {T} target */
export const throwing = (target) =>
	new Proxy(target, {
		apply: fail,
		construct: fail,
		defineProperty: fail,
		deleteProperty: fail,
		get: fail,
		getOwnPropertyDescriptor: fail,
		getPrototypeOf: fail,
		has: fail,
		isExtensible: fail,
		ownKeys: fail,
		preventExtensions: fail,
		set: fail,
		setPrototypeOf: fail,
	});

/** An array to Array.isArray, and then its element throws. */
const throwingArray = () =>
	new Proxy([1], {
		get() {
			throw 1;
		},
	});

/** @param {unknown} reason @returns {Hook} */
const throws = (reason) => () => {
	throw reason;
};
/** @param {unknown} reason @returns {Hook} */
const rejects = (reason) => () => Promise.reject(reason);

/** @type {Record<string, () => Hook>} */
export const behaviours = {
	throws: () => fail,
	"throws undefined": () => throws(undefined),
	"throws a revoked Proxy": () => throws(revoked({})),
	"throws a Proxy with throwing traps": () => throws(throwing({})),
	"rejects asynchronously": () => async () => fail(),
	"rejects later": () => () => soon().then(fail),
	"rejects with a revoked Proxy": () => rejects(revoked({})),
	"rejects with a Proxy with throwing traps": () => rejects(throwing({})),
	"rejects with { errors: a revoked Proxy of an array }": () => rejects({ errors: revoked([]) }),
	"rejects with { errors: a Proxy of an array that throws }": () => rejects({ errors: throwingArray() }),
	"throws { errors: a revoked Proxy of an array }": () => throws({ errors: revoked([]) }),
	"rejects with itself as cause": () => {
		const error = new Error("loop");
		error.cause = error;
		return rejects(error);
	},
	"never settles": () => never,
	// biome-ignore-start lint/suspicious/noThenProperty: thenables are what this is about
	"gives a thenable that throws": () => () => ({ then: fail }),
	"gives a thenable that throws on sight": () => () => Object.defineProperty({}, "then", { get: fail }),
	"gives a thenable that never settles": () => () => ({ then() {} }),
	// biome-ignore-end lint/suspicious/noThenProperty: as above
	"gives a revoked Proxy": () => () => revoked({}),
	"gives a revoked Proxy of an array": () => () => revoked([]),
	"gives a Proxy with throwing traps": () => () => throwing({}),
	"gives a Proxy with throwing traps, asynchronously": () => async () => throwing({}),
	"gives a symbol": () => () => Symbol("hostile"),
	"gives a function": () => () => fail,
	"gives NaN": () => () => Number.NaN,
	"is a revoked Proxy": () => revoked(() => {}),
	"is a Proxy with throwing traps": () => throwing(() => {}),
	"has no prototype": () => Object.setPrototypeOf(() => {}, null),
};
