// @ts-check
// Counts the calls into WebAssembly and out of it. Import this before the package: what it loads later is counted, whenever it starts.

/** How often each function was called: `in` are exports, `out` imports. @type {{ in: Map<string, number>, out: Map<string, number> }} */
const calls = { in: new Map(), out: new Map() };
let instances = 0;

/** @param {Map<string, number>} counts @param {string} name @param {(...args: any[]) => any} work */
function counting(counts, name, work) {
	return (/** @type {any[]} */ ...args) => {
		counts.set(name, (counts.get(name) ?? 0) + 1);
		return work(...args);
	};
}

/** @param {Map<string, number>} counts @param {object} things functions, memories, tables */
const counted = (counts, things) =>
	Object.fromEntries(
		Object.entries(things).map(([name, thing]) => [name, typeof thing === "function" ? counting(counts, name, thing) : thing]),
	);

/** @param {any} imports */
const countedImports = (imports) =>
	imports &&
	Object.fromEntries(Reflect.ownKeys(imports).map((name) => [name, counted(calls.out, /** @type {any} */ (imports)[name])]));

/** @param {WebAssembly.Instance} instance */
function countedInstance(instance) {
	instances += 1;
	const exports = counted(calls.in, instance.exports);
	return new Proxy(instance, { get: (target, key) => (key === "exports" ? exports : Reflect.get(target, key, target)) });
}

const { instantiate } = WebAssembly;
WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
	construct: (Instance, [module, imports]) => countedInstance(new Instance(module, countedImports(imports))),
});
/** @type {any} */ (WebAssembly).instantiate = async (/** @type {any} */ source, /** @type {any} */ imports) => {
	/** @type {any} */
	const result = await instantiate(source, countedImports(imports));
	// Of bytes it gives the module too.
	return "instance" in result ? { ...result, instance: countedInstance(result.instance) } : countedInstance(result);
};

/** How many were made so far. */
export const instancesMade = () => instances;

/**
 * How often the border is crossed by some work, in both directions; `names` says by what.
 *
 * @template T
 * @param {() => Promise<T> | T} work
 */
export async function crossings(work) {
	calls.in.clear();
	calls.out.clear();
	const value = await work();
	const sum = (/** @type {Map<string, number>} */ counts) => [...counts.values()].reduce((total, count) => total + count, 0);
	const names = [...calls.in, ...calls.out].map(([name, count]) => `${name} ${count}`).join(", ");
	return { value, in: sum(calls.in), out: sum(calls.out), count: sum(calls.in) + sum(calls.out), names };
}
