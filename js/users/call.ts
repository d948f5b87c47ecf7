// One call, from its arguments to its result. The core decides; here is asked, fetched, waited and streamed. All that a caller
// has handed in is called from here, so that it runs in the async context of its own call.
import type { Core } from "../core/core.js";
import { ignore } from "../core/guarded.js";
import { MemoryError } from "../core/memory-error.js";
import { using } from "../core/modules.js";
import { writeCause } from "../errors/cause-record.js";
import { causeOf } from "../errors/foreign-error.js";
import { PowensError } from "../errors/powens-error.js";
import { Attempt, type Outcome, type Sending } from "./attempt.js";
import { type CallArguments, NO_SIGNAL, readCallArguments, writeCall } from "./call-options.js";
import { type ClientOptions, readClientOptions } from "./client-options.js";
import { Ending, Interrupted, steadyNow, TIMED_OUT } from "./ending.js";
import { type Failed, readFailed } from "./errors.js";
import { headerPairs, writeHeaders } from "./headers.js";
import type { FetchLike, RuntimeAbortSignal, UsersApiOptions } from "./options.js";
import { invalidArgument } from "./own-options.js";
import { Route, Step } from "./reasons.js";
import { OUT_OF_MEMORY, routeOf } from "./texts.js";

interface Controller {
	readonly signal: RuntimeAbortSignal;
	abort(): void;
}

/**
 * Makes a call.
 *
 * @throws {PowensError} or the reason of the caller's signal.
 */
export async function makeCall(
	core: Core,
	client: ClientOptions,
	route: Route,
	userId: unknown,
	options: unknown,
): Promise<unknown> {
	const [given, answer] = withMemory(core, route, () => {
		const given = readCallArguments(core, client, route, userId, options);
		return [given, core.exports.call_begin(writeCall(core, client, given).length)] as const;
	});
	const first = readStep(core, answer);
	const { call: number, timeoutMs } = first;
	const call = new Call(core, number, client, given, endingOf(core, number, given, timeoutMs));
	try {
		return await call.make(first);
	} catch (thrown) {
		throw call.failure(thrown);
	} finally {
		call.end();
	}
}

/** @throws {PowensError} where the options of a client are not allowed. */
export function makeClient(core: Core, options: UsersApiOptions): ClientOptions {
	const [client, answer] = withMemory(core, Route.List, () => {
		const client = readClientOptions(core, options);
		return [client, core.exports.client_check(core.write().bytes(client.record).length)] as const;
	});
	if (answer < 0) throw readFailed(core, answer).error;
	return client;
}

/** Does what comes before a request. Makes an error of ours where the core has run out of memory. */
function withMemory<T>(core: Core, route: Route, work: () => T): T {
	try {
		return using(core, work);
	} catch (thrown) {
		throw MemoryError.is(thrown) ? outOfMemory(route, 0) : thrown;
	}
}

/** After a request was sent, a delete may have been carried out. */
function outOfMemory(route: Route, sent: number): PowensError {
	const effect = route === Route.Delete ? (sent > 0 ? "unknown" : "none") : null;
	return new PowensError(OUT_OF_MEMORY, { code: "too_large", attempts: sent, effect });
}

/** The deadline and the signal of a call that has begun. */
function endingOf(core: Core, call: number, { signal, route }: CallArguments, timeoutMs: number): Ending {
	try {
		return new Ending(signal, timeoutMs);
	} catch {
		core.exports.call_end(call);
		throw invalidArgument(NO_SIGNAL, route === Route.Delete ? "none" : null);
	}
}

/** What the core wants next. */
interface NextStep {
	readonly call: number;
	readonly step: Step;
	readonly timeoutMs: number;
	/** Where to send the request and with what, once that is known. */
	readonly request: { readonly url: string; readonly headers: Readonly<Record<string, string>> } | undefined;
}

/** @throws {PowensError} where the core has refused. */
function readStep(core: Core, answer: number): NextStep {
	if (answer < 0) throw readFailed(core, answer).error;
	const reader = core.read(answer);
	const [call, step, timeoutMs] = [reader.number(), reader.byte() as Step, reader.number()];
	if (step !== Step.Send) return { call, step, timeoutMs, request: undefined };
	const url = reader.text() ?? "";
	const headers: [string, string][] = [];
	for (let name = reader.text(); name !== null; name = reader.text()) headers.push([name, reader.text() ?? ""]);
	return { call, step, timeoutMs, request: { url, headers: Object.fromEntries(headers) } };
}

class Call {
	readonly #core: Core;
	readonly #number: number;
	readonly #client: ClientOptions;
	readonly #given: CallArguments;
	readonly #ending: Ending;
	readonly #controller = newController();
	#sent = 0;
	#isInFlight = false;

	constructor(core: Core, number: number, client: ClientOptions, given: CallArguments, ending: Ending) {
		this.#core = core;
		this.#number = number;
		this.#client = client;
		this.#given = given;
		this.#ending = ending;
	}

	async make(first: NextStep): Promise<unknown> {
		this.#ending.checkSignal();
		let next = first;
		while (next.request === undefined) {
			next = next.step === Step.AskToken ? await this.#askToken() : await this.#askHeaders();
		}
		const [method] = routeOf(this.#given.route);
		const sending = { ...next.request, method, fetch: this.#fetch(), signal: this.#controller?.signal };
		for (;;) {
			this.#ending.check();
			const outcome = await this.#attempt(sending);
			if ("value" in outcome) return outcome.value;
			if (outcome.retryInMs === null) throw outcome.error;
			await this.#wait(outcome.retryInMs, outcome.error);
		}
	}

	/** What the call rejects with. */
	failure(thrown: unknown): unknown {
		ignore(this.#controller && (() => this.#controller?.abort()));
		const by = Interrupted.of(thrown);
		if (by === undefined) return MemoryError.is(thrown) ? outOfMemory(this.#given.route, this.#sent) : thrown;
		if (by !== TIMED_OUT) return by.reason;
		try {
			const isInFlight = Number(this.#isInFlight);
			return using(this.#core, (core) => readFailed(core, core.exports.call_timed_out(this.#number, isInFlight)).error);
		} catch {
			return outOfMemory(this.#given.route, this.#sent);
		}
	}

	end(): void {
		this.#ending.close();
		try {
			using(this.#core, ({ exports }) => exports.call_end(this.#number));
		} catch {
			// That core is not used again.
		}
	}

	async #askToken(): Promise<NextStep> {
		const { userId, route } = this.#given;
		const ask = this.#client.tokens[route === Route.List ? 0 : 1];
		const token = await this.#ask(() => (userId === undefined ? ask?.() : ask?.(userId)));
		return this.#told(() => {
			const writer = this.#core.write().text(typeof token === "string" ? token : null);
			return this.#core.exports.call_token(this.#number, writer.length);
		});
	}

	async #askHeaders(): Promise<NextStep> {
		const headers = headerPairs(await this.#ask(() => this.#client.headers?.()));
		return this.#told(() => {
			const writer = this.#core.write();
			writeHeaders(writer, headers);
			return this.#core.exports.call_headers(this.#number, writer.length);
		});
	}

	/** What a function of the caller's gives; where it fails, the call does. */
	async #ask(ask: () => unknown): Promise<unknown> {
		try {
			return await this.#ending.within(ask);
		} catch (thrown) {
			if (Interrupted.of(thrown) !== undefined) throw thrown;
			const cause = causeOf(thrown);
			throw this.#told(() => {
				const writer = writeCause(this.#core.write(), cause);
				return this.#core.exports.call_source_failed(this.#number, writer.length);
			});
		}
	}

	/** Tells the core something, and gives what it wants next. */
	#told(tell: () => number): NextStep {
		return readStep(this.#core, using(this.#core, tell));
	}

	/** The `fetch` of the options, else the global one, looked up now so that one that was put in place later counts. */
	#fetch(): FetchLike {
		const { fetch } = this.#client.fetch === undefined ? (globalThis as { fetch?: FetchLike }) : this.#client;
		if (typeof fetch === "function") return (url, init) => fetch(url, init);
		const effect = this.#given.route === Route.Delete ? "none" : null;
		throw invalidArgument("There is no fetch here. Give one to UsersApi as the option fetch.", effect);
	}

	/** Sends the request once, and tells the listener. */
	async #attempt(sending: Sending): Promise<Outcome> {
		const attempt = new Attempt(this.#core, this.#number, this.#client, this.#ending);
		const started = steadyNow() ?? Date.now();
		this.#sent += 1;
		this.#isInFlight = true;
		const report = (error: unknown, failed?: Failed): void => this.#report(attempt.status, started, error, failed);
		try {
			const outcome = await attempt.make(sending);
			this.#isInFlight = false;
			if ("value" in outcome) report(undefined);
			else report(outcome.error, outcome);
			return outcome;
		} catch (thrown) {
			const failure = this.failure(thrown);
			report(failure ?? "aborted");
			throw failure;
		}
	}

	#report(status: number | null, started: number, error: unknown, failed?: Failed): void {
		const { onAttempt } = this.#client;
		if (onAttempt === undefined) return;
		const [method, path] = routeOf(this.#given.route);
		const errorCode = error === undefined ? null : error instanceof PowensError ? error.code : "aborted";
		const durationMs = Math.max(0, (steadyNow() ?? Date.now()) - started);
		const retryInMs = failed?.retryInMs ?? null;
		ignore(() => onAttempt({ method, path, attempt: this.#sent, status, errorCode, durationMs, retryInMs }));
	}

	/** Waits for the next attempt. A `sleep` of the caller's that fails ends the call with what the last attempt failed with. */
	async #wait(ms: number, error: PowensError): Promise<void> {
		const { sleep } = this.#client;
		if (sleep === undefined) return this.#ending.sleep(ms);
		try {
			await this.#ending.within(() => sleep(ms, this.#controller?.signal));
		} catch (thrown) {
			throw Interrupted.of(thrown) === undefined ? error : thrown;
		}
	}
}

function newController(): Controller | undefined {
	const { AbortController } = globalThis as { AbortController?: new () => Controller };
	try {
		return AbortController && new AbortController();
	} catch {
		return undefined;
	}
}
