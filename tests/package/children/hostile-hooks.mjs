// @ts-check
// hostile-hooks.mjs ENTRY HOOK: one hook, each hostile behaviour; prints one line of JSON for each.
import { setTimeout as wait } from "node:timers/promises";
import { behaviours } from "./hostile-behaviours.mjs";

/** @typedef {import("./hostile-behaviours.mjs").Hook} Hook */
/** @typedef {{ options?: object, call?: object }} Mounted */

const [, , entry = "", hookName = ""] = process.argv;
const { UsersApi, isPowensError } = await import(entry);

const text = async () => '{"users":[]}';
const ok = async () => ({ status: 200, text });
/** @param {object} response @returns {Mounted} */
const answering = (response) => ({ options: { fetch: async () => ({ status: 200, text, ...response }) } });
/** @param {object} reader @returns {Mounted} */
const reading = (reader) => answering({ body: { getReader: () => reader } });
const failingOnce = () => {
	let asked = 0;
	return async () => (asked++ === 0 ? { status: 503 } : ok());
};
const fail = async () => {
	throw new Error("hostile");
};
const signal = { aborted: false, addEventListener() {}, removeEventListener() {} };

/** @type {Record<string, (hook: Hook) => Mounted>} */
const hooks = {
	fetch: (hook) => ({ options: { fetch: hook } }),
	usersToken: (hook) => ({ options: { usersToken: hook } }),
	headers: (hook) => ({ options: { headers: hook } }),
	sleep: (hook) => ({ options: { sleep: hook, fetch: failingOnce() } }),
	onAttempt: (hook) => ({ options: { onAttempt: hook, fetch: failingOnce(), sleep: async () => {} } }),
	now: (hook) => ({ options: { now: hook } }),
	random: (hook) => ({ options: { random: hook, fetch: failingOnce(), sleep: async () => {} } }),
	"headers.forEach": (hook) => ({ options: { headers: { forEach: hook } } }),
	"headers.forEach of the function's headers": (hook) => ({ options: { headers: () => ({ forEach: hook }) } }),
	"response.headers.get": (hook) => answering({ headers: { get: hook } }),
	"response.arrayBuffer": (hook) => answering({ arrayBuffer: hook }),
	"response.text": (hook) => answering({ text: hook }),
	"response.json": (hook) => answering({ text: undefined, json: hook }),
	"body.getReader": (hook) => answering({ body: { getReader: hook } }),
	"body.cancel": (hook) => answering({ status: 302, body: { cancel: hook } }),
	"reader.read": (hook) => reading({ read: hook, cancel() {} }),
	"reader.cancel": (hook) => reading({ read: fail, cancel: hook }),
	"signal.addEventListener": (hook) => ({ call: { signal: { ...signal, addEventListener: hook } } }),
	"signal.removeEventListener": (hook) => ({ call: { signal: { ...signal, removeEventListener: hook } } }),
};

if (hookName === "") console.log(JSON.stringify(Object.keys(hooks)));
else await runAll(hooks[hookName] ?? (() => ({})));
// Not by itself: what a broken core left behind must not keep this process.
process.exit();

/** @param {(hook: Hook) => Mounted} mount */
async function runAll(mount) {
	/** @type {string[]} */
	let unhandled = [];
	process.on("unhandledRejection", (reason) => unhandled.push(`unhandled rejection of ${told(reason)}`));
	process.on("uncaughtException", (error) => unhandled.push(`uncaught ${told(error)}`));
	for (const [name, make] of Object.entries(behaviours)) {
		unhandled = [];
		const ended = await call(mount(make()));
		// Rejections that nobody handles are told after the microtasks; those of a later rejection, later.
		await wait(ended.startsWith("success") || name.includes("later") ? 10 : 1);
		const after = await call({});
		console.log(JSON.stringify({ name, ended, after, unhandled }));
	}
}

/** @param {Mounted} mounted @returns {Promise<string>} */
async function call({ options, call }) {
	const base = { domain: "acme", usersToken: "users-token", timeoutMs: 100, fetch: ok };
	let promise;
	try {
		const api = new UsersApi({ ...base, ...options });
		promise = api.list(call);
	} catch (error) {
		// The constructor may refuse what it looks at.
		return ended(error);
	}
	return Promise.race([promise.then(() => "success", ended), wait(1000, "no end within 1 s of timeoutMs 100")]);
}

/** @param {unknown} error */
function ended(error) {
	return isPowensError(error) ? `PowensError ${/** @type {{ code: string }} */ (error).code}` : `a foreign ${told(error)}`;
}

/** @param {unknown} value @returns {string} */
function told(value) {
	try {
		return String(value);
	} catch {
		return "something that cannot be told";
	}
}
