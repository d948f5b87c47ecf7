// @ts-check
// What a caller hands in runs in the async context of its own call, at every step. Imports nothing of a runtime, so that it runs in
// each that has AsyncLocalStorage. Three people call at a time; whatever is called on the way notes whose it is and who it runs as.
import { LateQueueApi, PlainApi, SharedQueueApi } from "./control-drivers.mjs";

/** @typedef {{ run<T>(store: string, work: () => T): T, getStore(): string | undefined }} Storage */
/** @typedef {import("./control-drivers.mjs").Kind} Kind */
/** @typedef {Record<string, number>} Places how often at least each place is passed by each call */
/**
 * @typedef {object} Row
 * @property {Places} places
 * @property {true} [apart] its calls never go on at the same moment after a wait: a shared queue shows at their start alone
 * @property {(stage: Stage, kind: Kind) => Promise<unknown>} work
 */

const people = ["alice", "bob", "carol"];
/** @type {Kind[]} */
const kinds = ["list", "get", "delete"];
const START = Date.UTC(2026, 0, 1);
const IN_A_SECOND = new Date(START + 1000).toUTCString();

/** What one row sees. */
class Stage {
	/** @type {{ person: string, place: string, as: string | undefined }[]} */
	#seen = [];
	#storage;
	#UsersApi;

	/** @param {Storage} storage @param {any} UsersApi */
	constructor(storage, UsersApi) {
		this.#storage = storage;
		this.#UsersApi = UsersApi;
	}

	/** @param {string} person whose the thing is that runs @param {string} place */
	note(person, place, as = this.#storage.getStore()) {
		this.#seen.push({ person, place, as });
	}

	/** @template T @param {string} person @param {() => T} work */
	as(person, work) {
		return this.#storage.run(person, work);
	}

	get person() {
		return this.#storage.getStore();
	}

	/** A promise, and how somebody who has no part in any of the calls settles it. */
	gate() {
		/** @type {(value?: any) => void} */
		let open = () => {};
		const promise = new Promise((resolve) => (open = resolve));
		const openLater = (/** @type {unknown} */ value) => setTimeout(() => this.as("a stranger", () => open(value)), 20);
		return { promise, openLater };
	}

	/** @param {object} options @returns {any} */
	api(options) {
		const base = { baseUrl: "https://acme.example/2.0", random: () => 0, timeoutMs: 20_000 };
		return new this.#UsersApi({ ...base, ...options });
	}

	/**
	 * An object of one person's, each function of which notes that it ran, and what more a row wants of it.
	 *
	 * @param {string} person
	 * @param {Kind} kind
	 * @param {Record<string, (...args: any[]) => unknown>} [more]
	 */
	apiOf(person, kind, more = {}) {
		const answer = answering(kind, () => this.note(person, "text"));
		const noted = (/** @type {string} */ place, /** @type {(...args: any[]) => unknown} */ work) => {
			return (/** @type {unknown[]} */ ...args) => {
				this.note(person, place);
				return (more[place] ?? work)(...args);
			};
		};
		return this.api({
			usersToken: noted("token", () => `token-of-${person}`),
			userToken: noted("token", () => `token-of-${person}`),
			headers: noted("headers", () => ({ "X-Person": person })),
			fetch: noted("fetch", async () => answer),
			onAttempt: noted("onAttempt", () => undefined),
			now: noted("now", () => START),
			random: noted("random", () => 0),
			...(more.sleep && { sleep: noted("sleep", more.sleep) }),
			...(more.timeoutMs && { timeoutMs: more.timeoutMs() }),
		});
	}

	/**
	 * Every person's call, each in its own context, and what runs after each.
	 *
	 * @param {(person: string) => Promise<unknown> | unknown} call
	 */
	all(call) {
		const one = async (/** @type {string} */ person) => {
			try {
				await call(person);
				this.note(person, "after success");
			} catch (error) {
				this.note(person, `after ${/** @type {any} */ (error)?.code ?? error}`);
			}
		};
		return Promise.all(people.map((person) => this.as(person, () => one(person))));
	}

	/** @param {Places} places @returns {string} "ok", or what is wrong */
	verdict(places) {
		const wrong = this.#seen
			.filter(({ person, as }) => as !== person)
			.map(({ person, place, as }) => `${person}'s ${place} as ${as}`);
		const missing = people.flatMap((person) =>
			Object.entries(places).flatMap(([place, least]) => {
				const count = this.#seen.filter((seen) => seen.person === person && seen.place === place).length;
				return count >= least ? [] : [`${person}'s ${place} ${count} times`];
			}),
		);
		if (missing.length > 0) return `not seen: ${missing.join(", ")}; seen: ${[...new Set(this.#seen.map(({ place }) => place))]}`;
		return wrong.length > 0 ? [...new Set(wrong)].slice(0, 5).join(", ") : "ok";
	}
}

/** @param {any} api @param {Kind} kind @param {object} [options] */
const call = (api, kind, options) => (kind === "list" ? api.list(options) : api[kind](42, options));
const bodyOf = (/** @type {Kind} */ kind) => (kind === "list" ? '{"users":[]}' : '{"id":42}');
/** @param {Kind} kind @param {() => void} [onText] */
function answering(kind, onText) {
	const text = async () => {
		onText?.();
		return bodyOf(kind);
	};
	return kind === "delete" ? { status: 204 } : { status: 200, text };
}

/** @param {Kind} kind a body of two chunks, each of which comes when its gate opens @param {Promise<unknown>[]} gates @param {() => void} onRead */
const streaming = (kind, gates, onRead) => {
	const chunks = [...bodyOf(kind)].map((character) => new TextEncoder().encode(character));
	const parts = [chunks.slice(0, 5), chunks.slice(5)].map((part) => Uint8Array.from(part.flatMap((bytes) => [...bytes])));
	let next = 0;
	const read = async () => {
		onRead();
		await gates[next];
		const value = parts[next++];
		return { done: value === undefined, value };
	};
	return { status: 200, body: { getReader: () => ({ read, cancel() {} }) } };
};

/** What a call that is answered at once passes. @type {Places} */
const once = { token: 1, headers: 1, fetch: 1, onAttempt: 1, "after success": 1 };

/**
 * Calls of which one thing settles for all of them at once, by somebody else.
 *
 * @param {string} place
 * @param {(kind: Kind, stage: Stage, person: string) => unknown} value
 * @returns {Row}
 */
const together = (place, value) => ({
	places: once,
	work: (stage, kind) => {
		const { promise, openLater } = stage.gate();
		openLater(undefined);
		return stage.all((person) =>
			call(stage.apiOf(person, kind, { [place]: () => promise.then(() => value(kind, stage, person)) }), kind),
		);
	},
});

/**
 * Calls with one signal, which a stranger aborts while all of them wait at a place.
 *
 * @param {string} place
 * @param {(abortable: (signal: AbortSignal) => Promise<never>) => Record<string, (...args: any[]) => unknown>} waiting
 * @param {Places} places
 * @returns {Row}
 */
const aborted = (place, waiting, places) => ({
	places: { [place]: 1, "after stop": 1, ...places },
	work: (stage, kind) => {
		const controller = new AbortController();
		setTimeout(() => stage.as("a stranger", () => controller.abort("stop")), 20);
		return stage.all((person) => {
			const abortable = (/** @type {AbortSignal} */ signal) =>
				new Promise((_, reject) => {
					signal.addEventListener("abort", () => {
						stage.note(person, "abort");
						reject("late");
					});
				});
			const api = stage.apiOf(person, kind, waiting(/** @type {never} */ (abortable)));
			return call(api, kind, { signal: controller.signal });
		});
	},
});

/** @param {number} failures @param {Kind} kind */
const failing = (failures, kind) => {
	let asked = 0;
	const headers = { get: (/** @type {string} */ name) => (asked === 1 && name === "retry-after" ? IN_A_SECOND : null) };
	return async () => (asked++ < failures ? { status: 503, headers } : answering(kind));
};

/** @type {Record<string, Row>} */
const rows = {
	"calls of one Promise.all": {
		apart: true,
		places: once,
		work: (stage, kind) => stage.all((person) => call(stage.apiOf(person, kind), kind)),
	},
	"calls released by one shared promise": {
		apart: true,
		places: once,
		work: (stage, kind) => {
			const { promise, openLater } = stage.gate();
			openLater(undefined);
			return stage.all(async (person) => {
				await promise;
				await call(stage.apiOf(person, kind), kind);
			});
		},
	},
	"token functions that settle together": together("token", () => "shared-token"),
	"headers functions that settle together": together("headers", () => ({ "X-Shared": "1" })),
	"fetches that settle together": together("fetch", (kind) => answering(kind)),
	"bodies that settle together": {
		places: { ...once, "a step of the body": 1 },
		work: (stage, kind) => {
			const { promise, openLater } = stage.gate();
			openLater(bodyOf(kind));
			return stage.all((person) => {
				const text = () => {
					stage.note(person, "a step of the body");
					return promise;
				};
				// A delete that is answered 200 has a body too.
				return call(stage.apiOf(person, kind, { fetch: async () => ({ status: 200, text }) }), kind);
			});
		},
	},
	"streams whose chunks come together": {
		places: { ...once, "a step of the body": 2 },
		work: (stage, kind) => {
			const gates = [stage.gate(), stage.gate()];
			for (const { openLater } of gates) openLater(undefined);
			return stage.all((person) => {
				const onRead = () => stage.note(person, "a step of the body");
				const fetch = async () =>
					streaming(
						kind,
						gates.map(({ promise }) => promise),
						onRead,
					);
				return call(stage.apiOf(person, kind, { fetch }), kind);
			});
		},
	},
	"retries after waits that end together": {
		places: { token: 1, headers: 1, fetch: 3, onAttempt: 3, sleep: 2, now: 1, random: 1, "after success": 1 },
		work: (stage, kind) => {
			const gates = [stage.gate(), stage.gate()];
			for (const { openLater } of gates) openLater(undefined);
			return stage.all((person) => {
				let slept = 0;
				const sleep = () => gates[slept++]?.promise;
				return call(stage.apiOf(person, kind, { fetch: failing(2, kind), sleep }), kind);
			});
		},
	},
	"retries after waits by the platform's timers": {
		apart: true,
		places: { fetch: 2, onAttempt: 2, now: 1, "after success": 1 },
		work: (stage, kind) =>
			stage.all((person) => {
				const now = () => START + 990;
				return call(stage.apiOf(person, kind, { fetch: failing(1, kind), now }), kind);
			}),
	},
	"a shared signal aborts while fetch is under way": aborted(
		"fetch",
		(abortable) => ({ fetch: (_url, init) => abortable(init.signal) }),
		{ onAttempt: 1, abort: 1 },
	),
	"a shared signal aborts while sleep waits": aborted(
		"sleep",
		(abortable) => ({ fetch: async () => ({ status: 503 }), sleep: (_ms, signal) => abortable(signal) }),
		{ onAttempt: 1, abort: 1 },
	),
	"a shared signal aborts while the token function is asked": {
		...aborted("token", () => ({ token: () => new Promise(() => {}) }), {}),
		apart: true,
	},
	"deadlines that pass together": {
		apart: true,
		places: { fetch: 1, onAttempt: 1, abort: 1, "after timeout": 1 },
		work: (stage, kind) =>
			stage.all((person) => {
				const fetch = (/** @type {string} */ _url, /** @type {any} */ init) => {
					init.signal.addEventListener("abort", () => stage.note(person, "abort"));
					return new Promise(() => {});
				};
				return call(stage.apiOf(person, kind, { fetch, timeoutMs: () => 20 }), kind);
			}),
	},
	"one object for all, whose token function asks who is calling": {
		apart: true,
		places: { authorization: 1, "after success": 1 },
		work: async (stage, kind) => {
			const { promise, openLater } = stage.gate();
			openLater(undefined);
			const token = async () => stage.person;
			const fetch = async (/** @type {string} */ _url, /** @type {any} */ { headers }) => {
				const sent = String(headers.Authorization ?? headers.authorization).replace("Bearer ", "");
				// Who the token names is whose call it is counted as; and nobody's call may go out twice.
				stage.note(sent, "authorization");
				return kind === "delete"
					? { status: 204 }
					: { status: 200, text: async () => (kind === "list" ? '{"users":[]}' : '{"id":7}') };
			};
			const api = stage.api({ usersToken: token, userToken: token, fetch });
			await stage.all(async () => {
				await promise;
				await (kind === "list" ? api.list() : api[kind]("me"));
			});
		},
	},
};

const apart = new Set(Object.keys(rows).flatMap((name) => (rows[name]?.apart ? kinds.map((kind) => `${kind}: ${name}`) : [])));

/**
 * Every row with one class: "ok", or what ran as somebody else.
 *
 * @param {any} UsersApi
 * @param {new () => Storage} AsyncLocalStorage
 * @returns {Promise<Record<string, string>>}
 */
export async function contextVerdicts(UsersApi, AsyncLocalStorage) {
	/** @type {Record<string, string>} */
	const verdicts = {};
	for (const [name, row] of Object.entries(rows)) {
		// One after the other: what a queue shares with another row would hide what it shares within this one.
		for (const kind of kinds) {
			const stage = new Stage(new AsyncLocalStorage(), UsersApi);
			await row.work(stage, kind);
			verdicts[`${kind}: ${name}`] = stage.verdict(row.places);
		}
	}
	return verdicts;
}

/**
 * What the rows are worth here: `plain` is what even plain code cannot do, `unseen` are rows that do not see a queue which all calls
 * share, from their start on or after a wait.
 *
 * @param {new () => Storage} AsyncLocalStorage
 */
export async function contextControls(AsyncLocalStorage) {
	const plain = await contextVerdicts(PlainApi, AsyncLocalStorage);
	const shared = await contextVerdicts(SharedQueueApi, AsyncLocalStorage);
	const late = await contextVerdicts(LateQueueApi, AsyncLocalStorage);
	return { plain: notOk(plain), unseen: [...okIn(shared), ...okIn(late).filter((name) => !apart.has(name))] };
}

/**
 * Every row with the package and with the controls.
 *
 * @param {{ UsersApi: any }} entry
 * @param {new () => Storage} AsyncLocalStorage
 */
export async function exerciseContext({ UsersApi }, AsyncLocalStorage) {
	const ours = await contextVerdicts(UsersApi, AsyncLocalStorage);
	return { ours: notOk(ours), rows: Object.keys(ours).length, ...(await contextControls(AsyncLocalStorage)) };
}

/** What {@link exerciseContext} reports where all is well. */
export const contextReport = { ours: {}, rows: Object.keys(rows).length * kinds.length, plain: {}, unseen: [] };

/** @param {Record<string, string>} verdicts */
const okIn = (verdicts) => Object.keys(verdicts).filter((name) => verdicts[name] === "ok");
/** @param {Record<string, string>} verdicts */
const notOk = (verdicts) => Object.fromEntries(Object.entries(verdicts).filter(([, verdict]) => verdict !== "ok"));
