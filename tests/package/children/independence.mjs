// @ts-check
// independence.mjs DRIVER CASE: breaks something for some calls, mends it, and prints how later calls end, as a line of JSON; without a
// case, the names of all. DRIVER is the URL of an entry, or the name of a control.
import { setTimeout as wait } from "node:timers/promises";
import { PlainApi, SharedQueueApi } from "../../runtimes/control-drivers.mjs";

const [, , driver = "", caseName = ""] = process.argv;
const controls = new Map(Object.entries({ PlainApi, SharedQueueApi }));
/** @type {any} */
const UsersApi = controls.get(driver) ?? (await import(driver)).UsersApi;

const DEADLINE_MS = 150;
// Of before anything is broken.
const { then } = Promise.prototype;
const never = () => new Promise(() => {});
const users = { users: [{ id: 1 }] };
const fetch = async () => ({ status: 200, json: async () => users });
/** @param {object} [options] */
const api = (options) =>
	new UsersApi({
		domain: "acme",
		usersToken: "t",
		userToken: "u",
		timeoutMs: DEADLINE_MS,
		maxRetries: 1,
		random: () => 0,
		fetch,
		...options,
	});
const failingOnce = () => {
	let asked = 0;
	return async () => (asked++ === 0 ? { status: 503 } : fetch());
};

/** Replaces something global while the calls of `work` begin. @param {any} target @param {string} name @param {unknown} value */
const replaced = (target, name, value) => async (/** @type {() => void} */ work) => {
	const real = target[name];
	target[name] = value;
	try {
		work();
		// As long as what runs of itself needs; whoever waits for something that is gone waits no longer.
		for (let turn = 0; turn < 50; turn++) await null;
	} finally {
		target[name] = real;
	}
};
const drop = () => {};
const fail = () => {
	throw new Error("broken");
};
/** @extends {Promise<any>} */
class Dropping extends Promise {
	/** @override @returns {any} */
	// biome-ignore lint/suspicious/noThenProperty: a promise that tells nobody is what this is about
	then() {
		return never();
	}
}
/** @extends {Promise<any>} */
class Unlike extends Promise {
	/** @override @returns {any} */
	static get [Symbol.species]() {
		throw new Error("no species");
	}
}

/** What is lost for all calls that begin meanwhile. @type {Record<string, (work: () => void) => Promise<void>>} */
const breakages = {
	"queueMicrotask drops": replaced(globalThis, "queueMicrotask", drop),
	"queueMicrotask throws": replaced(globalThis, "queueMicrotask", fail),
	"setTimeout never fires": replaced(globalThis, "setTimeout", () => 1),
	"setTimeout gives nothing and never fires": replaced(globalThis, "setTimeout", drop),
	"setTimeout throws": replaced(globalThis, "setTimeout", fail),
	"setTimeout fires at once": replaced(globalThis, "setTimeout", (/** @type {() => void} */ task) => task()),
	"clearTimeout throws": replaced(globalThis, "clearTimeout", fail),
	"setImmediate drops": replaced(globalThis, "setImmediate", drop),
	"process.nextTick drops": replaced(process, "nextTick", drop),
	"performance.now throws": replaced(performance, "now", fail),
	"MessageChannel throws": replaced(globalThis, "MessageChannel", fail),
	"Promise.prototype.then drops": replaced(Promise.prototype, "then", never),
	"the global Promise drops": replaced(globalThis, "Promise", Dropping),
};

const reader = (/** @type {() => unknown} */ read) => ({ status: 200, body: { getReader: () => ({ read, cancel() {} }) } });
const thenable = (/** @type {(...args: any[]) => unknown} */ then) => ({ then });
const answered = (/** @type {unknown} */ value) => ({ fetch: () => value });

/** What some calls wait for in vain. @type {Record<string, object>} */
const stuck = {
	"a token function never settles": { usersToken: never, userToken: never },
	"a headers function never settles": { headers: never },
	"fetch never settles": { fetch: never },
	"sleep never settles": { fetch: async () => ({ status: 503 }), sleep: never },
	"sleep's thenable never calls back": { fetch: async () => ({ status: 503 }), sleep: () => thenable(drop) },
	"onAttempt gives a promise that never settles": { onAttempt: never },
	"a token's thenable never calls back": { usersToken: () => thenable(drop), userToken: () => thenable(drop) },
	"fetch's thenable never calls back": answered(thenable(drop)),
	"fetch's thenable gives another without end": answered(thenable((resolve) => setTimeout(() => resolve(thenable(drop)), 1))),
	"a body never comes": { fetch: async () => ({ status: 200, text: never }) },
	"a stream never goes on": { fetch: async () => reader(never) },
	"fetch gives a promise subclass that tells nobody": { fetch: () => new Dropping(() => {}) },
	"fetch gives a settled promise subclass that tells nobody": { fetch: () => Dropping.resolve({ status: 204 }) },
	"fetch gives a promise subclass without species": { fetch: () => new Unlike((resolve) => resolve(fetch())) },
	"all wait for one promise that never settles": (() => {
		const shared = never();
		return { fetch: () => shared };
	})(),
};

/** @param {object} [options] */
function beginAll(options) {
	const controller = new AbortController();
	const calls = [
		() => api(options).list(),
		() => api(options).get(1),
		() => api(options).delete(1),
		() => api(options).list({ signal: controller.signal }),
	];
	return calls.map((call) => {
		try {
			const ended = /** @type {any} */ (then);
			return ended.call(
				call(),
				() => "success",
				(/** @type {any} */ error) => error?.code ?? "a foreign error",
			);
		} catch (/** @type {any} */ error) {
			return Promise.resolve(`threw ${error?.code ?? error}`);
		}
	});
}

/** @param {Promise<unknown>} call */
const told = (call) =>
	Promise.race([
		call.then(
			(value) => JSON.stringify(value) ?? "nothing",
			(error) => `rejected: ${error?.code ?? error}`,
		),
		wait(2_000, "still open after 2 s"),
	]);

/** Good calls of every kind, and how each ends other than it should. */
async function problems() {
	const get = async () => ({ status: 200, json: async () => ({ id: 7 }) });
	/** @type {[string, Promise<unknown>, string][]} */
	const calls = [
		["list", api().list(), '{"users":[{"id":1}]'],
		["get", api({ fetch: get }).get(7), '{"id":7}'],
		["delete", api({ fetch: async () => ({ status: 204 }) }).delete(1), "nothing"],
		["a retry", api({ timeoutMs: 5_000, fetch: failingOnce() }).list(), '{"users":[{"id":1}]'],
		["an aborted call", api().list({ signal: AbortSignal.abort("mine") }), "rejected: mine"],
		["an abort", api({ fetch: never }).list({ signal: AbortSignal.timeout(20) }), "rejected: 23"],
		["a deadline", api({ fetch: never }).list(), "rejected: timeout"],
	];
	const ended = await Promise.all(calls.map(async ([name, call, wanted]) => ({ name, seen: await told(call), wanted })));
	return ended.flatMap(({ name, seen, wanted }) => (seen.startsWith(wanted) ? [] : [`${name}: ${seen}`]));
}

const names = [
	...Object.keys(breakages).flatMap((name) => [name, `${name}, at the first use`]),
	...Object.keys(stuck),
	"everything at once",
];

async function runCase() {
	const [name = "", first] = caseName.split(", at the first use");
	const breakage = breakages[name];
	if (breakage !== undefined) {
		// Nothing that is lost can be handled while `then` itself is broken.
		if (name.includes("Promise")) process.on("unhandledRejection", () => {});
		if (first === undefined) await told(api().list());
		await breakage(() => beginAll());
		return { problems: await problems(), ends: [] };
	}
	const options = caseName === "everything at once" ? Object.values(stuck) : [stuck[caseName]];
	/** @type {Promise<string>[]} */
	const lost = options.flatMap((one) => Array.from({ length: 10 }, () => beginAll(one)).flat());
	// Those beside them, then those after them.
	const beside = await problems();
	const ends = await Promise.all(lost.map((call) => told(call)));
	return { problems: [...beside, ...(await problems())], ends: [...new Set(ends)] };
}

if (caseName === "") console.log(JSON.stringify(names));
else console.log(JSON.stringify(await runCase()));
// What was lost may keep nothing waiting here.
process.exit();
