// @ts-check
// Two small drivers of a call, to try tests on. `PlainApi` is what anybody would write, and shows what a runtime makes possible.
// `SharedQueueApi` does the same work, but lets one queue go on with all calls, in one microtask: a test that it passes sees nothing.

/** @typedef {Record<string, any>} Options those of `UsersApi` */
/** @typedef {import("powens-users").CallOptions} CallOptions */
/** @typedef {"list" | "get" | "delete"} Kind */
/** @typedef {Generator<unknown, any, any>} Steps what a call waits for, one thing after the other */
/** @typedef {(steps: Steps, early: Promise<never>) => Promise<any>} Run */

/** @param {Run} run */
const apiOf = (run) =>
	class {
		/** @type {Options} */
		#options;

		/** @param {Options} options */
		constructor(options) {
			this.#options = options;
		}
		/** @param {CallOptions} [options] */
		list(options) {
			return call(run, this.#options, "list", "", options);
		}
		/** @param {number | "me"} id @param {CallOptions} [options] */
		get(id, options) {
			return call(run, this.#options, "get", id, options);
		}
		/** @param {number | "me"} id @param {CallOptions} [options] */
		delete(id, options) {
			return call(run, this.#options, "delete", id, options);
		}
	};

/** @param {Run} run @param {Options} options @param {Kind} kind @param {unknown} id @param {CallOptions} [callOptions] */
async function call(run, options, kind, id, { signal, timeoutMs = options.timeoutMs ?? 30_000 } = {}) {
	if (signal?.aborted) throw signal.reason;
	/** @type {(reason: unknown) => void} */
	let interrupt = () => {};
	const early = /** @type {Promise<never>} */ (new Promise((_, reject) => (interrupt = reject)));
	early.catch(() => {});
	const onAbort = () => interrupt({ errorCode: "aborted", reason: signal?.reason });
	const late = Object.assign(new Error("timeout"), { code: "timeout" });
	const timer = setTimeout(() => interrupt({ errorCode: "timeout", reason: late }), timeoutMs);
	signal?.addEventListener("abort", onAbort);
	try {
		return await run(steps(options, kind, id), early);
	} finally {
		clearTimeout(timer);
		signal?.removeEventListener("abort", onAbort);
	}
}

/** @param {Options} options @param {Kind} kind @param {unknown} id @returns {Steps} */
function* steps(options, kind, id) {
	const controller = new AbortController();
	const source = kind === "list" ? options.usersToken : options.userToken;
	/** @type {any} */
	let attempt = null;
	try {
		const token = typeof source === "function" ? yield source(id) : source;
		const extra = typeof options.headers === "function" ? yield options.headers() : options.headers;
		const headers = { Authorization: `Bearer ${token}`, ...extra };
		const init = { method: kind === "delete" ? "DELETE" : "GET", headers, signal: controller.signal };
		for (let count = 1; ; count++) {
			attempt = { attempt: count, errorCode: null };
			const response = yield options.fetch(`https://acme.example/2.0/users/${id}`, init);
			if (response.status < 300) {
				const body = response.status === 204 ? undefined : yield* read(response);
				options.onAttempt?.(attempt);
				return kind === "delete" ? undefined : body;
			}
			const wait = waitAfter(response, options);
			options.onAttempt?.({ ...attempt, errorCode: "http_status", retryInMs: wait });
			attempt = null;
			if (count > 2) throw Object.assign(new Error("http_status"), { code: "http_status" });
			yield options.sleep ? options.sleep(wait, controller.signal) : new Promise((done) => setTimeout(done, wait));
		}
	} catch (/** @type {any} */ error) {
		controller.abort();
		if (error?.errorCode === undefined) throw error;
		if (attempt !== null) options.onAttempt?.({ ...attempt, errorCode: error.errorCode });
		throw error.reason;
	}
}

/** @param {any} response @returns {Steps} */
function* read(response) {
	if (response.json) return yield response.json();
	if (response.text) return JSON.parse(yield response.text());
	if (response.arrayBuffer) return JSON.parse(new TextDecoder().decode(yield response.arrayBuffer()));
	const reader = response.body.getReader();
	const decoder = new TextDecoder();
	let text = "";
	for (let step = yield reader.read(); !step.done; step = yield reader.read())
		text += decoder.decode(step.value, { stream: true });
	return JSON.parse(text);
}

/** @param {any} response @param {Options} options */
function waitAfter(response, { now = Date.now, random = Math.random }) {
	const after = response.headers?.get("retry-after") ?? null;
	if (after === null) return 250 * (1 + random());
	return /^\d+$/.test(after) ? 1000 * Number(after) : Date.parse(after) - now();
}

/** @type {Run} */
async function oneAfterTheOther(steps, early) {
	let step = steps.next();
	while (!step.done) {
		/** @type {() => IteratorResult<unknown, any>} */
		let next;
		try {
			const value = await Promise.race([step.value, early]);
			next = () => steps.next(value);
		} catch (error) {
			next = () => steps.throw(error);
		}
		step = next();
	}
	return step.value;
}

/** @type {(() => void)[]} */
const queue = [];
let isScheduled = false;

/** @param {() => void} task */
function enqueue(task) {
	queue.push(task);
	if (isScheduled) return;
	isScheduled = true;
	// The fault: everything that waits goes on in the context of whoever was first, and where this is lost, so is all the rest.
	queueMicrotask(() => {
		isScheduled = false;
		for (const task of queue.splice(0)) task();
	});
}

/**
 * @param {number} leastMs only what waited at least as long goes through the queue
 * @returns {Run}
 */
const takingTurns = (leastMs) => (steps, early) =>
	new Promise((resolve, reject) => {
		/** @param {() => IteratorResult<unknown, any>} next */
		const goOn = (next) => {
			try {
				const step = next();
				if (step.done) resolve(step.value);
				else wait(step.value);
			} catch (error) {
				reject(error);
			}
		};
		/** @param {unknown} value */
		const wait = (value) => {
			const since = Date.now();
			const then = (/** @type {() => void} */ task) => (Date.now() - since >= leastMs ? enqueue(task) : task());
			Promise.race([value, early]).then(
				(result) => then(() => goOn(() => steps.next(result))),
				(error) => then(() => goOn(() => steps.throw(error))),
			);
		};
		if (leastMs === 0) enqueue(() => goOn(() => steps.next()));
		else goOn(() => steps.next());
	});

export const PlainApi = apiOf(oneAfterTheOther);
export const SharedQueueApi = apiOf(takingTurns(0));
/** As `SharedQueueApi`, but only what had to wait goes through the queue. */
export const LateQueueApi = apiOf(takingTurns(10));
