// One request and its answer, as far as the core wants to know it.
import type { Core } from "../core/core.js";
import { numberFrom } from "../core/guarded.js";
import { MemoryError } from "../core/memory-error.js";
import { using } from "../core/modules.js";
import { writeCause } from "../errors/cause-record.js";
import { causeOf } from "../errors/foreign-error.js";
import { readBody, TOO_LARGE } from "./body.js";
import { CheckedBody } from "./checked-body.js";
import type { ClientOptions } from "./client-options.js";
import { CollectedBody } from "./collected-body.js";
import { type Ending, Interrupted } from "./ending.js";
import { type Failed, readFailed } from "./errors.js";
import type { FetchInit, FetchLike, RuntimeAbortSignal } from "./options.js";
import { discard, Failure, isDate, readHead, statusOf, toldLength, writeHead } from "./response.js";
import { pageOrigin } from "./texts.js";

/** A request. */
export interface Sending {
	readonly url: string;
	readonly method: "GET" | "DELETE";
	readonly headers: Readonly<Record<string, string>>;
	readonly fetch: FetchLike;
	readonly signal: RuntimeAbortSignal | undefined;
}

/** What an attempt came to: the result of the call, or a failure. */
export type Outcome = { readonly value: unknown } | Failed;

export class Attempt {
	readonly #core: Core;
	readonly #call: number;
	readonly #client: ClientOptions;
	readonly #ending: Ending;
	/** The HTTP status, once it is known. */
	status: number | null = null;

	constructor(core: Core, call: number, client: ClientOptions, ending: Ending) {
		this.#core = core;
		this.#call = call;
		this.#client = client;
		this.#ending = ending;
	}

	/** @throws {Interrupted} {@link MemoryError} */
	async make(sending: Sending): Promise<Outcome> {
		let response: unknown;
		try {
			response = await this.#ending.within(() => sending.fetch(sending.url, initOf(sending)));
		} catch (thrown) {
			return this.#failed(isElsewhere(sending.url) ? Failure.Cors : Failure.Network, thrown);
		}
		const status = statusOf(response);
		if ("failure" in status) {
			return this.#failed(status.failure === Failure.Network && isElsewhere(sending.url) ? Failure.Cors : status.failure);
		}
		this.status = status.status === 0 ? null : status.status;
		const head = readHead(response);
		// The wall clock is asked for dates alone.
		const now = isDate(head) ? numberFrom(this.#client.now, Date.now) : 0;
		const plan = using(this.#core, (core) => {
			const writer = writeHead(core.write(), status.status, head);
			return core.exports.call_answered(this.#call, writer.length, now);
		});
		if (plan <= 0) {
			discard(response);
			return this.#collected(plan < 0 ? 1 : 0);
		}
		// The lowest bit says that the body is checked while it is read; the others, how many bytes it may have.
		const most = Math.floor(plan / 2);
		return plan % 2 === 1 ? this.#check(response, most, toldLength(head)) : this.#collect(response, most);
	}

	/** The body of a success, which is the result. */
	async #check(response: unknown, most: number, expected: number): Promise<Outcome> {
		const body = new CheckedBody(this.#core, this.#call, most, expected);
		try {
			if ((await readBody(response, most, this.#ending, body)) === TOO_LARGE) return this.#failed(Failure.TooLarge);
			using(this.#core, () => body.end());
		} catch (thrown) {
			return this.#failed(MemoryError.is(thrown) ? Failure.OutOfMemory : Failure.BrokenOff, thrown);
		}
		this.#ending.checkSignal();
		const decision = this.#decided(({ exports }, remaining, random) =>
			exports.call_decide_checked(this.#call, body.length, remaining, random),
		);
		if (typeof decision !== "number") return decision;
		try {
			return { value: body.parse(decision) };
		} catch (thrown) {
			return this.#failed(Failure.Unparsable, thrown);
		}
	}

	/** A small body, which the core judges as a whole. */
	async #collect(response: unknown, most: number): Promise<Outcome> {
		const body = new CollectedBody();
		try {
			if ((await readBody(response, most, this.#ending, body)) === TOO_LARGE) return this.#collected(1);
		} catch (thrown) {
			if (Interrupted.of(thrown) !== undefined) throw thrown;
			return this.#collected(2);
		}
		return this.#collected(0, body);
	}

	/** @param end 0: the body is there as a whole. 1: it is larger than allowed. 2: it broke off. */
	#collected(end: 0 | 1 | 2, body?: CollectedBody): Outcome {
		const decision = this.#decided((core, remaining, random) => {
			const length = body?.writeTo(core) ?? 0;
			return core.exports.call_decide_collected(this.#call, end, length, remaining, random);
		});
		return typeof decision === "number" ? { value: undefined } : decision;
	}

	/** An attempt without an answer that can be used. */
	#failed(what: number, thrown?: unknown): Outcome {
		if (Interrupted.of(thrown) !== undefined) throw thrown;
		const cause = thrown === undefined || MemoryError.is(thrown) ? undefined : causeOf(thrown);
		const decision = this.#decided((core, remaining, random) => {
			const { length } = writeCause(core.write(), cause);
			return core.exports.call_decide_failure(this.#call, what, length, remaining, random);
		});
		return typeof decision === "number" ? { value: undefined } : decision;
	}

	/** The core's decision: a number for a success. */
	#decided(decide: (core: Core, remainingMs: number, random: number) => number): number | Failed {
		const random = numberFrom(this.#client.random, Math.random);
		const { remainingMs } = this.#ending;
		const answer = using(this.#core, (core) => decide(core, remainingMs, random));
		return answer < 0 ? readFailed(this.#core, answer) : answer;
	}
}

/** What `fetch` is told. */
function initOf({ method, headers, signal }: Sending): FetchInit {
	return {
		method,
		headers: { ...headers },
		// A token must not follow a redirect. Some runtimes throw for mode, credentials and cache.
		redirect: "manual",
		// No framework is to keep a list of users: Next 14 does so for a year, unless it is told.
		...(knowsCache() && { cache: "no-store" }),
		...(signal !== undefined && { signal }),
	};
}

function knowsCache(): boolean {
	try {
		const { Request } = globalThis as { Request?: { readonly prototype?: object } };
		return Request?.prototype !== undefined && "cache" in Request.prototype;
	} catch {
		return false;
	}
}

/** Whether a page sends this to another origin, where a refusal by Failure.Cors looks like no answer. */
function isElsewhere(url: string): boolean {
	const origin = pageOrigin();
	return origin !== undefined && !url.startsWith(`${origin}/`);
}
