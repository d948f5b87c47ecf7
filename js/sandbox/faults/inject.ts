// Carries out a fault: what the caller sees, and whether the API does its work all the same.
import { ApiError, errorBody, tooManyRequests } from "../api/errors.js";
import type { RequestId } from "../random.js";
import type { RequestEnd } from "../record/entry.js";
import { bodyOf, brokenBody, connectionError, endlessBody, hugeBody } from "./bodies.js";
import { imitation, otherUser, withWrongTypes } from "./imitations.js";
import type { Sleep } from "./pauses.js";
import type { PlannedFault } from "./planned.js";

/** A call that something goes wrong with. */
export interface InjectedCall {
	readonly request: Request;
	/** Such as `GET /users/{id}`. */
	readonly route: string | null;
	/** Whom a true answer could be about. */
	readonly userId: number;
	readonly requestId: RequestId;
	/** `code` of a 429. */
	readonly rateLimitCode: string;
	/** What answers of the API say to browsers. What stands before the API does not say it. */
	readonly corsHeaders: Readonly<Record<string, string>>;
	/** The API's work, and its own answer. */
	readonly perform: () => Promise<Response>;
	readonly signal: AbortSignal | undefined;
	readonly sleep: Sleep;
	readonly setStatus: (status: number) => void;
	readonly ended: (how: RequestEnd) => void;
}

type Shown = Exclude<PlannedFault["name"], "latency" | "refused" | "reset">;
type Show = (fault: PlannedFault, call: InjectedCall, told: Response | null) => Response | Promise<Response>;

/** How long after a fault has shown the API does its work, where it does so late. */
const LATE_MS = 30;

/**
 * Answers as the fault wants it.
 *
 * @throws {TypeError} as `fetch` does, for a connection that is refused or reset; and the reason of the caller's signal.
 */
export async function inject(fault: PlannedFault, call: InjectedCall): Promise<Response> {
	try {
		if (fault.name === "latency") return begun(call, await late(fault, call));
		const told = fault.performs === "before" ? await call.perform() : null;
		// Called off, it is not done.
		if (fault.performs === "after") call.sleep(LATE_MS).then(call.perform, () => {});
		if (fault.name === "refused" || fault.name === "reset")
			throw connectionError(fault.name === "refused" ? "ECONNREFUSED" : "ECONNRESET");
		return begun(call, await SHOWS[fault.name](fault, call, told));
	} catch (thrown) {
		call.ended(call.signal?.aborted ? "abandoned" : "unanswered");
		throw thrown;
	}
}

/** The true answer, later: the work is done before the wait, or at its end, whoever still waits. */
async function late({ performs, ms }: PlannedFault, { perform, sleep, signal }: InjectedCall): Promise<Response> {
	if (performs === "after") {
		await sleep(ms);
		return perform();
	}
	const answer = await perform();
	await sleep(ms, signal);
	return answer;
}

/** A body that is made while it is read says itself how it ended. */
function begun(call: InjectedCall, answer: Response): Response {
	call.setStatus(answer.status);
	if (answer.body === null || !answer.headers.has(CHUNKED[0])) call.ended("answered");
	return answer;
}

const SHOWS: Readonly<Record<Shown, Show>> = {
	reset_in_body: async (_fault, call, told) => {
		const text = await half(call, told);
		return streamed(call, brokenBody(text, call.sleep, call.signal));
	},
	truncated_json: async (_fault, call, told) => json(call, await half(call, told)),
	html_503: (_fault, call) => page(call, 503, "<h1>503 Service Unavailable</h1>"),
	sign_in_page: (_fault, call) => page(call, 200, '<form method="post"><input name="user"><input name="password"></form>'),
	wrong_content_type: (_fault, _call, told) => {
		const headers = new Headers(told?.headers);
		headers.set("Content-Type", "text/html");
		return new Response(told?.body ?? null, { status: told?.status ?? 204, headers });
	},
	too_many_requests: (fault, call) => refusal(call, tooManyRequests(call.rateLimitCode, fault.retryAfterSeconds)),
	wrong_types: (_fault, call) => json(call, withWrongTypes(call.route, call.userId)),
	other_user: (_fault, call) => json(call, otherUser(call.userId)),
	huge_body: ({ bytes }, call) => streamed(call, hugeBody(like(call), bytes)),
	endless_body: (_fault, call) => streamed(call, endlessBody(like(call), call.sleep, call.signal)),
	redirect: (_fault, call) => redirect(call, 307),
	redirect_see_other: (_fault, call) => redirect(call, 303),
	error_500: (_fault, call) => refusal(call, new ApiError(500, "bug", "The sandbox was told to fail here.")),
};

const like = ({ route, userId }: InjectedCall): string => imitation(route, userId);

/** The first half of the API's answer, or of one like it. */
async function half(call: InjectedCall, told: Response | null): Promise<string> {
	const text = told?.status === 200 ? await told.text() : "";
	const whole = text === "" ? like(call) : text;
	return whole.slice(0, Math.ceil(whole.length / 2));
}

/** Of a length that nobody knows before. */
const CHUNKED = ["Transfer-Encoding", "chunked"] as const;

function streamed(call: InjectedCall, chunks: Parameters<typeof bodyOf>[0]): Response {
	const { request, signal, ended } = call;
	const body = request.method === "HEAD" ? null : bodyOf(chunks, signal, ended);
	return answer(call, 200, body, { ...ofApi(call), [CHUNKED[0]]: CHUNKED[1] });
}

function json(call: InjectedCall, text: string, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
	return answer(call, status, text, { ...ofApi(call), ...headers });
}

function refusal(call: InjectedCall, error: ApiError): Response {
	return json(call, JSON.stringify(errorBody(error, call.requestId.body)), error.status, error.headers);
}

const ofApi = ({ corsHeaders }: InjectedCall): Readonly<Record<string, string>> => ({
	"Content-Type": "application/json",
	"X-Content-Type-Options": "nosniff",
	...corsHeaders,
});

function page(call: InjectedCall, status: number, text: string): Response {
	const html = `<!doctype html><title>Gateway</title>${text}\n`;
	return answer(call, status, html, { "Content-Type": "text/html; charset=utf-8" });
}

/** To a host that no network has: nothing that follows takes a token there. */
function redirect(call: InjectedCall, status: number): Response {
	return answer(call, status, null, { Location: "https://elsewhere.invalid/" });
}

function answer(
	{ request, requestId }: InjectedCall,
	status: number,
	body: string | ReadableStream<Uint8Array> | null,
	headers: Readonly<Record<string, string>>,
): Response {
	const common = { "Cache-Control": "no-store", "X-Request-Id": requestId.header };
	return new Response(request.method === "HEAD" ? null : body, { status, headers: { ...common, ...headers } });
}
