// The way of a request through a sandbox: it is recorded, goes wrong where that is planned, and is answered by the API.
import { bearerToken } from "./api/access.js";
import { readText } from "./api/body.js";
import type { CorsPolicy } from "./api/cors.js";
import type { Api } from "./api/routes.js";
import type { SandboxChoices } from "./choices.js";
import { inject } from "./faults/inject.js";
import type { Pauses } from "./faults/pauses.js";
import type { Faults } from "./faults/plan.js";
import type { PlannedFault } from "./faults/planned.js";
import { specialFault, specialUser } from "./faults/special-users.js";
import { type RandomBytes, type RequestId, requestId } from "./random.js";
import type { OpenRequest, SandboxRecord } from "./record/record.js";
import type { World } from "./state/world.js";

/** What a request meets. */
export interface ServeOptions {
	readonly api: Api;
	readonly world: World;
	readonly record: SandboxRecord;
	readonly faults: Faults;
	readonly pauses: Pauses;
	readonly cors: CorsPolicy;
	readonly choices: Pick<SandboxChoices, "requestId" | "rateLimitCode">;
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
		const arrived = arrive(request, id, options);
		const { entry, fault } = arrived;
		const perform = async (read = request): Promise<Response> => {
			options.catchUp();
			entry.setPerformed();
			return options.api.fetch(read, { requestId: id, told: entry.told });
		};
		const answer =
			fault === null ? answerTruly(perform, entry) : answerWrongly(fault, arrived, { request, id, signal, perform, options });
		return unlessAborted(signal, answer, () => entry.end("abandoned"));
	};
}

interface Answering {
	readonly request: Request;
	readonly id: RequestId;
	readonly signal: AbortSignal | undefined;
	readonly perform: (read?: Request) => Promise<Response>;
	readonly options: ServeOptions;
}

async function answerWrongly(fault: PlannedFault, arrived: Arrived, answering: Answering): Promise<Response> {
	const { entry, route, userId } = arrived;
	const { request, id, signal, options } = answering;
	const asked = Number(/\/users\/(\d+)$/.exec(new URL(request.url).pathname)?.[1]);
	const read = fault.performs === "after" ? await alreadyRead(request) : request;
	return inject(fault, {
		request,
		route,
		userId: Number.isSafeInteger(asked) ? asked : (userId ?? 1),
		requestId: id,
		rateLimitCode: options.choices.rateLimitCode,
		corsHeaders: options.cors.headers(request.headers.get("Origin") ?? undefined),
		perform: () => answering.perform(read),
		signal,
		sleep: options.pauses.sleep,
		setStatus: entry.setStatus,
		ended: entry.end,
	});
}

/** A request whose body does not go with its caller. One that is too long is left as it is, to be refused for that. */
async function alreadyRead(request: Request): Promise<Request> {
	if (request.method !== "POST") return request;
	const { url, method, headers } = request;
	const body = await readText(request).catch(() => null);
	return body === null ? request : new Request(url, { method, headers, body });
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
	/** Whose token it carries. */
	readonly userId: number | null;
}

/** Begins the entry of a request, and chooses what goes wrong with it. */
function arrive(request: Request, id: RequestId, options: ServeOptions): Arrived {
	const { world, record } = options;
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
	const fault = faultOf(options.faults, ownerId, userId, { method, path, pathname, route });
	if (fault !== null) entry.setFault(fault.name);
	return { entry, fault, route, userId };
}

type Asked = Readonly<Record<"method" | "path" | "pathname", string>> & { readonly route: string | null };

/** A special user meets no rule; once deleted, one is like any other who is gone. */
function faultOf(faults: Faults, ownerId: number | null, userId: number | null, asked: Asked): PlannedFault | null {
	const { method, path, pathname, route } = asked;
	if (ownerId === null || specialUser(ownerId) === undefined) return faults.forCall(method, path, route);
	return userId === null ? null : specialFault(userId, route, pathname);
}

async function answerTruly(perform: () => Promise<Response>, entry: OpenRequest): Promise<Response> {
	const response = await perform();
	entry.setStatus(response.status);
	entry.end("answered");
	return response;
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
