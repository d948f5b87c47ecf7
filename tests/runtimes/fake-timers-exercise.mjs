// @ts-check
// Under the fake timers of a test runner a mocked `fetch` works wherever plain code does, time passes when it is advanced, and once
// real timers are back every call works. Imports nothing of a runtime or a runner, so that it runs in each of them.
import { PlainApi, SharedQueueApi } from "./control-drivers.mjs";

/** @typedef {{ install(): unknown, advance(ms: number): Promise<unknown>, uninstall(): unknown }} Fakes */
/**
 * @typedef {object} Stage
 * @property {string} what is faked
 * @property {(options?: object) => any} api
 * @property {(call: Promise<unknown>) => Promise<string>} within how a call ended
 * @property {Fakes["advance"]} advance
 */
/** @typedef {(stage: Stage) => Promise<string>} Row gives "ok", or what is wrong */

// Those of before anything is faked.
const { setTimeout, setImmediate } = globalThis;

const users = { users: [{ id: 1 }] };
const text = JSON.stringify(users);
const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
/** How long plain code gets to read what is there already. */
const PLAIN_MS = 400;
const never = () => new Promise(() => {});

const reading = () => {
	const chunks = [bytes.slice(0, 7), bytes.slice(7)];
	const read = async () => {
		const value = chunks.shift();
		return { done: value === undefined, value };
	};
	return { getReader: () => ({ read, cancel: async () => {} }) };
};
const streaming = () =>
	new ReadableStream({
		start(controller) {
			controller.enqueue(bytes);
			controller.close();
		},
	});

/**
 * As `response.json()`, but it gives up: where what would end it is faked, a `Response` of Node gives its text again and again, and
 * lets nothing else have a turn.
 *
 * @param {any} response
 */
async function readStream(response) {
	const reader = response.body.getReader();
	const read = [];
	for (let step = await reader.read(); !step.done; step = await reader.read()) {
		read.push(...step.value);
		if (read.length > bytes.length) throw new Error("it has no end");
	}
	return JSON.parse(String.fromCharCode(...read));
}

/**
 * What a mock answers with, and how plain code reads it. `always` must work everywhere; the others are the platform's own, and
 * whether even the platform can read them depends on what is faked. Where timers alone are, it can.
 *
 * @type {Record<string, { answer: () => any, plain: (response: any) => Promise<any>, always?: true }>}
 */
const answers = {
	"{ status, json }": {
		answer: () => ({ status: 200, json: async () => users }),
		plain: (response) => response.json(),
		always: true,
	},
	"{ status, text }": {
		answer: () => ({ status: 200, text: async () => text }),
		plain: async (response) => JSON.parse(await response.text()),
		always: true,
	},
	"{ status, arrayBuffer }": {
		answer: () => ({ status: 200, arrayBuffer: async () => bytes.slice().buffer }),
		plain: async (response) => JSON.parse(String.fromCharCode(...new Uint8Array(await response.arrayBuffer()))),
		always: true,
	},
	"a stream of the mock's own": { answer: () => ({ status: 200, body: reading() }), plain: readStream, always: true },
	"a ReadableStream": { answer: () => ({ status: 200, body: streaming() }), plain: readStream },
	"a Response of text": { answer: () => new Response(text), plain: readStream },
	"a Response of a stream": { answer: () => new Response(streaming()), plain: readStream },
};

/** @param {Promise<unknown>} call @param {number} patienceMs @returns {Promise<string>} */
const told = (call, patienceMs) =>
	Promise.race([
		call.then(
			(value) => JSON.stringify(value) ?? "nothing",
			(error) => `rejected: ${error?.code ?? error?.name ?? error}`,
		),
		new Promise((resolve) => setTimeout(resolve, patienceMs, `still open after ${patienceMs} ms`)),
	]);

/** @param {string} seen @param {string} wanted */
const expect = (seen, wanted) => (seen === wanted ? "ok" : `${seen}, not ${wanted}`);
const isList = (/** @type {string} */ seen) => seen.startsWith(text.slice(0, -1));
const expectList = (/** @type {string} */ seen) => (isList(seen) ? "ok" : seen);

/**
 * A call that is open before a moment and ended after it.
 *
 * @param {Stage} stage
 * @param {Promise<unknown>} call
 * @param {number} ms
 */
async function endAt({ within, advance }, call, ms) {
	let isOpen = true;
	const end = () => {
		isOpen = false;
	};
	call.then(end, end);
	await advance(ms - 1);
	if (!isOpen) return `ended before ${ms} ms: ${await within(call)}`;
	await advance(1);
	return within(call);
}

/** @param {object} first what is answered first */
const failingOnce = (first) => {
	let asked = 0;
	return async () => (asked++ === 0 ? { status: 503, ...first } : { status: 200, json: async () => users });
};
const retryAfter = (/** @type {string} */ seconds) => ({
	headers: { get: (/** @type {string} */ name) => (name === "retry-after" ? seconds : null) },
});
const stuck = {
	"fetch that never settles": { fetch: never },
	"token function that never settles": { usersToken: never },
	"headers function that never settles": { headers: never },
	"sleep that never settles": { sleep: never, fetch: async () => ({ status: 503 }) },
	"body that never comes": { fetch: async () => ({ status: 200, json: never }) },
	"stream that never goes on": {
		fetch: async () => ({ status: 200, body: { getReader: () => ({ read: never, cancel() {} }) } }),
	},
};

/** @type {Record<string, Row>} */
const rows = {
	...Object.fromEntries(
		Object.entries(answers).map(([name, { answer, plain, always }]) => [
			`list() of ${name}`,
			async (/** @type {Stage} */ { what, api, within }) => {
				const fetch = async () => answer();
				const readByHand = await told(fetch().then(plain), PLAIN_MS);
				if (!isList(readByHand)) return always || what === "timers alone" ? `plain code cannot read it: ${readByHand}` : "ok";
				return expectList(await within(api({ fetch }).list()));
			},
		]),
	),
	"get()": async ({ api, within }) =>
		expect(await within(api({ fetch: async () => ({ status: 200, json: async () => ({ id: 7 }) }) }).get(7)), '{"id":7}'),
	"delete()": async ({ api, within }) => expect(await within(api({ fetch: async () => ({ status: 204 }) }).delete(7)), "nothing"),
	"fifty calls at once": async ({ api, within }) =>
		expect(await within(Promise.all(Array.from({ length: 50 }, () => api().list())).then((lists) => lists.length)), "50"),
	"an abort": async ({ api, within }) => {
		const controller = new AbortController();
		const call = within(api({ fetch: never }).list({ signal: controller.signal }));
		controller.abort("mine");
		return expect(await call, "rejected: mine");
	},
	"an abort while fetch is under way": async ({ api, within }) => {
		const controller = new AbortController();
		const fetch = () => {
			setImmediate(() => controller.abort("mine"));
			return never();
		};
		return expect(await within(api({ fetch }).list({ signal: controller.signal })), "rejected: mine");
	},
	...Object.fromEntries(
		Object.entries(stuck).map(([name, options]) => [
			`a deadline passes when time is advanced, with a ${name}`,
			async (/** @type {Stage} */ stage) =>
				expect(await endAt(stage, stage.api({ ...options, timeoutMs: 5_000 }).list(), 5_000), "rejected: timeout"),
		]),
	),
	"a retry waits for advanced time": async (stage) =>
		expectList(await endAt(stage, stage.api({ fetch: failingOnce(retryAfter("2")) }).list(), 2_000)),
	"a retry by injected sleep needs no time": async ({ api, within }) =>
		expectList(await within(api({ fetch: failingOnce({}), sleep: async () => {} }).list())),
	"a call is left open": async ({ api }) => {
		// It may stay open for ever; what comes after it may not.
		for (const options of Object.values(stuck))
			api(options)
				.list()
				.catch(() => {});
		return "ok";
	},
};

/** Every kind of call, with real timers. @param {any} UsersApi @param {number} patienceMs */
async function laterCalls(UsersApi, patienceMs) {
	const api = (/** @type {object} */ options) => apiOf(UsersApi, { timeoutMs: 2_000, ...options });
	const within = (/** @type {Promise<unknown>} */ call) => told(call, patienceMs);
	const seen = await Promise.all([
		within(api({}).list()).then(expectList),
		within(api({ fetch: failingOnce(retryAfter("0")) }).list()).then(expectList),
		within(api({ fetch: async () => ({ status: 204 }) }).delete(1)).then((seen) => expect(seen, "nothing")),
		within(api({}).list({ signal: AbortSignal.abort("mine") })).then((seen) => expect(seen, "rejected: mine")),
		within(api({ fetch: never, timeoutMs: 20 }).list()).then((seen) => expect(seen, "rejected: timeout")),
	]);
	const kinds = ["list", "retry", "delete", "abort", "timeout"];
	return seen.flatMap((verdict, index) => (verdict === "ok" ? [] : [`${kinds[index]} afterwards: ${verdict}`]));
}

/** @param {any} UsersApi @param {object} options */
function apiOf(UsersApi, options) {
	const fetch = async () => ({ status: 200, json: async () => users });
	return new UsersApi({ domain: "acme", usersToken: "t", userToken: "u", timeoutMs: 30_000, random: () => 0, fetch, ...options });
}

/**
 * Every row with one class: "ok", or what is wrong, then and afterwards.
 *
 * @param {any} UsersApi
 * @param {Record<string, Fakes>} fakes
 * @param {number} [patienceMs]
 * @returns {Promise<Record<string, string>>}
 */
export async function fakeTimersVerdicts(UsersApi, fakes, patienceMs = 1_000) {
	/** @type {Record<string, string>} */
	const verdicts = {};
	for (const [what, { install, advance, uninstall }] of Object.entries(fakes)) {
		for (const [name, row] of Object.entries(rows)) {
			const within = (/** @type {Promise<unknown>} */ call) => told(call, patienceMs);
			await install();
			let verdict;
			try {
				verdict = await row({ what, api: (options = {}) => apiOf(UsersApi, options), within, advance });
			} finally {
				await uninstall();
			}
			const all = [verdict, ...(await laterCalls(UsersApi, patienceMs))].filter((verdict) => verdict !== "ok");
			verdicts[`${what}: ${name}`] = all.length === 0 ? "ok" : all.join("; ");
		}
	}
	return verdicts;
}

/**
 * What the rows are worth here: `plain` is what even plain code cannot do, `unseen` are rows that do not see a queue which the fakes
 * hold up.
 *
 * @param {Record<string, Fakes>} fakes
 */
export async function fakeTimersControls(fakes) {
	const plain = await fakeTimersVerdicts(PlainApi, fakes);
	const everything = /** @type {Fakes} */ (fakes.everything);
	const shared = await fakeTimersVerdicts(SharedQueueApi, { everything }, 40);
	return { plain: notOk(plain), unseen: Object.keys(shared).filter((name) => shared[name] === "ok") };
}

/**
 * Every row with the package, which is used for the first time under fake timers, and then with the controls.
 *
 * @param {{ UsersApi: any }} entry
 * @param {Record<string, Fakes>} fakes by what is faked: `everything`, `timers alone`, and others
 */
export async function exerciseFakeTimers({ UsersApi }, fakes) {
	const ours = await fakeTimersVerdicts(UsersApi, fakes);
	return { ours: notOk(ours), rows: Object.keys(ours).length, ...(await fakeTimersControls(fakes)) };
}

/** What {@link exerciseFakeTimers} reports where all is well. @param {number} fakes how many kinds of them */
export const fakeTimersReport = (fakes) => ({ ours: {}, rows: fakes * Object.keys(rows).length, plain: {}, unseen: [] });

/** @param {Record<string, string>} verdicts */
const notOk = (verdicts) => Object.fromEntries(Object.entries(verdicts).filter(([, verdict]) => verdict !== "ok"));
