// @ts-check
// What never runs, or never settles, costs at most its own call: each in a package of its own, so that none troubles another.
import { equal, rejection } from "./assertions.mjs";
import { never, sleep } from "./mocks.mjs";

/** @typedef {import("./runner.mjs").Package} Package */
/** @typedef {typeof globalThis} Scope */

const lists = async () => ({ status: 200, json: async () => ({ users: [] }) });
const nothing = () => {};

/** A clock that stands still. @param {Scope} scope */
const stoppedClock = ({ performance }) => Object.assign(Object.create(performance), { now: () => 0 });

/** What fake timers put in the place of the platform's own, until somebody ticks. @type {Record<string, (scope: Scope) => Record<string, unknown>>} */
const fakes = {
	queueMicrotask: () => ({ queueMicrotask: nothing }),
	setTimeout: () => ({ setTimeout: () => 1, clearTimeout: nothing }),
	setInterval: () => ({ setInterval: () => 1, clearInterval: nothing }),
	setImmediate: () => ({ setImmediate: () => 1, clearImmediate: nothing }),
	requestAnimationFrame: () => ({ requestAnimationFrame: () => 1 }),
	MessageChannel: () => ({ MessageChannel: class {} }),
	performance: (scope) => ({ performance: stoppedClock(scope) }),
	Date: (scope) => ({
		Date: class extends scope.Date {
			/** @override */
			static now = () => 0;
		},
	}),
};
const everything = (/** @type {Scope} */ scope) => Object.assign({}, ...Object.values(fakes).map((fake) => fake(scope)));

/** @param {Package} fresh @param {object} [options] */
const api = ({ UsersApi }, options) =>
	new UsersApi({ domain: "acme", usersToken: "t", userToken: "u", timeoutMs: 300, fetch: lists, ...options });

/** How a call ended within two seconds. @param {Promise<unknown>} call */
function within(call) {
	const settled = call.then(
		() => "ok",
		(error) => (error.name === "PowensError" ? error.code : error.name),
	);
	return Promise.race([settled, sleep(2000).then(() => "still open after 2 s")]);
}

/** Does something while globals are replaced. @template T @param {Scope} scope @param {Record<string, unknown>} values @param {() => T} work @returns {T} */
function replaced(scope, values, work) {
	const target = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (scope));
	const names = Object.keys(values).filter((name) => name in scope);
	const before = names.map((name) => Object.getOwnPropertyDescriptor(scope, name));
	for (const name of names) Object.defineProperty(target, name, { value: values[name], configurable: true, writable: true });
	const restore = () =>
		names.forEach((name, index) => {
			const descriptor = before[index];
			if (descriptor === undefined) delete target[name];
			else Object.defineProperty(target, name, descriptor);
		});
	let result;
	try {
		result = work();
	} catch (error) {
		restore();
		throw error;
	}
	if (result instanceof Promise) return /** @type {T} */ (result.finally(restore));
	restore();
	return result;
}

/** That every call still works, and holds its deadline. @param {Package} fresh @param {string} after */
async function assertWorks(fresh, after) {
	equal(await within(api(fresh).list()), "ok", `list after ${after}`);
	equal(await within(api(fresh, { fetch: async () => ({ status: 204 }) }).delete(1)), "ok", `delete after ${after}`);
	equal(await within(api(fresh).list({ signal: AbortSignal.abort() })), "AbortError", `an aborted call after ${after}`);
	equal(await within(api(fresh, { fetch: never }).list()), "timeout", `the deadline after ${after}`);
	let count = 0;
	const retried = async () => (count++ === 0 ? { status: 503 } : lists());
	equal(
		await within(api(fresh, { fetch: retried, sleep: async () => {}, timeoutMs: 5000 }).list()),
		"ok",
		`a retry after ${after}`,
	);
}

/** @type {import("./runner.mjs").Case[]} */
export default [
	...Object.entries({ ...fakes, everything }).map(([name, fake]) => ({
		name: `one call that began while ${name} did nothing costs no other`,
		run: (/** @type {Package} */ _powens, /** @type {import("./runner.mjs").Tools} */ { withFreshPackage }) =>
			withFreshPackage(async (fresh, scope) => {
				replaced(scope, fake(scope), () => {
					api(fresh).list().catch(nothing);
					api(fresh, { fetch: async () => ({ status: 204 }) })
						.delete(1)
						.catch(nothing);
				});
				await assertWorks(fresh, name);
			}),
	})),
	{
		name: "a mocked fetch works while everything of the platform's is faked",
		run: (_powens, { withFreshPackage }) =>
			withFreshPackage(async (fresh, scope) => {
				const answers = {
					"json()": lists,
					"text()": async () => ({ status: 200, text: async () => '{"users":[]}' }),
					"arrayBuffer()": async () => ({
						status: 200,
						arrayBuffer: async () => new TextEncoder().encode('{"users":[]}').buffer,
					}),
				};
				for (const [name, fetch] of Object.entries(answers)) {
					const call = () => within(api(fresh, { fetch }).list());
					equal(await replaced(scope, everything(scope), call), "ok", name);
				}
				const call = () => within(api(fresh, { fetch: async () => ({ status: 204 }) }).delete(1));
				equal(await replaced(scope, everything(scope), call), "ok", "a delete");
				await assertWorks(fresh, "all of it");
			}),
	},
	{
		name: "what a caller gave and what never settles costs its own call alone, to the deadline",
		run: (_powens, { withFreshPackage }) =>
			withFreshPackage(async (fresh) => {
				/** @type {Record<string, object>} */
				const stuck = {
					"a token function": { usersToken: never },
					"a function of headers": { headers: never },
					fetch: { fetch: never },
					"text()": { fetch: async () => ({ status: 200, text: never }) },
					"a reader": { fetch: async () => ({ status: 200, body: { getReader: () => ({ read: never, cancel: never }) } }) },
				};
				const ends = Object.entries(stuck).map(
					([name, options]) => /** @type {const} */ ([name, within(api(fresh, options).list())]),
				);
				await assertWorks(fresh, "all of it began");
				for (const [name, end] of ends) equal(await end, "timeout", name);
				const sleeping = { sleep: never, random: () => 0, timeoutMs: 600, fetch: async () => ({ status: 503 }) };
				equal((await rejection(api(fresh, sleeping).list())).code, "timeout");
			}),
	},
];
