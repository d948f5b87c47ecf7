// The way of a request through a sandbox: it is recorded, goes wrong where that is planned, and is answered by the API.
import { bearerToken } from "./api/access.js";
import type { Api } from "./api/routes.js";
import type { SandboxChoices } from "./choices.js";
import { inject } from "./faults/inject.js";
import type { Faults } from "./faults/plan.js";
import type { PlannedFault } from "./faults/planned.js";
import { specialUser } from "./faults/special-users.js";
import { type RandomBytes, type RequestId, requestId } from "./random.js";
import type { OpenRequest, SandboxRecord } from "./record/record.js";
import type { World } from "./state/world.js";

/** What a request meets. */
export interface ServeOptions {
	readonly api: Api;
	readonly world: World;
	readonly record: SandboxRecord;
	readonly faults: Faults;
	readonly choices: Pick<SandboxChoices, "requestId">;
	readonly randomBytes: RandomBytes;
	readonly recordHeaders: readonly string[];
	/** Lets happen what is due by now. */
	readonly catchUp: () => void;
}

/** A `fetch` that is answered by the sandbox. */
export function createServe(options: ServeOptions): (input: string | URL | Request, init?: RequestInit) => Promise<Response> {
	return async (input, init) => {
		const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
		if (signal?.aborted) throw signal.reason;
		const request = toRequest(input, init);
		options.catchUp();
		const id = requestId(options.randomBytes, options.choices.requestId);
		const { entry, fault, route } = arrive(request, id, options);
		const perform = async (): Promise<Response> => {
			options.catchUp();
			entry.setPerformed();
			return options.api.fetch(request, { requestId: id, told: entry.told });
		};
		const answer =
			fault === null
				? answerTruly(perform, entry)
				: inject(fault, {
						request,
						route,
						perform,
						sleep,
						requestId: id.header,
						setStatus: entry.setStatus,
						ended: entry.end,
					});
		return unlessAborted(signal, answer, () => entry.end("abandoned"));
	};
}

/** The signal is left out: the caller heeds it, and one of another realm (jsdom's) would be refused. */
function toRequest(input: string | URL | Request, init: RequestInit | undefined): Request {
	if (input instanceof Request && init === undefined) return input;
	const target = typeof input === "string" && input.startsWith("/") ? `http://localhost${input}` : input;
	return new Request(target, { ...init, signal: null });
}

interface Arrived {
	readonly entry: OpenRequest;
	readonly fault: PlannedFault | null;
	readonly route: string | null;
}

/** Begins the entry of a request, and chooses what goes wrong with it. */
function arrive(request: Request, id: RequestId, options: ServeOptions): Arrived {
	const { world, record, faults } = options;
	const { method } = request;
	const { pathname, search } = new URL(request.url);
	const path = pathname + search;
	const route = options.api.routeOf(method, pathname);
	const owner = world.tokens.owner(bearerToken(request.headers.get("Authorization")) ?? "");
	const ownerId = owner?.kind === "user" ? owner.userId : null;
	const userId = ownerId !== null && world.find(ownerId) !== undefined ? ownerId : null;
	const headers: Record<string, string> = {};
	for (const name of options.recordHeaders) {
		const value = request.headers.get(name);
		if (value !== null) headers[name] = value;
	}
	const entry = record.open({ method, path, route, userId, headers, requestId: id.header });
	const specialId = ownerId !== null && specialUser(ownerId) !== undefined ? ownerId : null;
	const fault = faults.forCall(method, path, route, specialId);
	if (fault !== null) entry.setFault(fault.name);
	return { entry, fault, route };
}

async function answerTruly(perform: () => Promise<Response>, entry: OpenRequest): Promise<Response> {
	const response = await perform();
	entry.setStatus(response.status);
	entry.end("answered");
	return response;
}

/** By the platform's clock: a client's deadline goes by that too. */
function sleep(ms: number): Promise<void> {
	return new Promise((resolve) => {
		setTimeout(resolve, ms);
	});
}

/** The answer, or the reason of the signal as soon as that is aborted, whatever comes of the answer then. */
async function unlessAborted(
	signal: AbortSignal | undefined,
	answer: Promise<Response>,
	abandoned: () => void,
): Promise<Response> {
	if (signal === undefined) return answer;
	let stop = (): void => {};
	const aborted = new Promise<never>((_, reject) => {
		stop = () => {
			abandoned();
			reject(signal.reason);
		};
	});
	signal.addEventListener("abort", stop);
	try {
		return await Promise.race([aborted, answer]);
	} finally {
		signal.removeEventListener("abort", stop);
	}
}
