// Carries out a fault: what the caller sees, and whether the API does its work all the same.
import type { RequestEntry } from "../record/entry.js";
import { brokenBody, connectionError, endlessBody, hugeBody } from "./bodies.js";
import type { PlannedFault } from "./planned.js";

/** A call that something goes wrong with. */
export interface InjectedCall {
	readonly request: Request;
	/** Such as `GET /users/{id}`. */
	readonly route: string | null;
	readonly requestId: string;
	/** The API's work, and its own answer. */
	readonly perform: () => Promise<Response>;
	readonly sleep: (ms: number) => Promise<void>;
	readonly setStatus: (status: number) => void;
	readonly ended: (how: Exclude<RequestEntry["ended"], "pending">) => void;
}

/** The answer of the API where it was asked before the fault shows, as text. */
interface Told {
	readonly response: Response | null;
	readonly text: string;
}

type Show = (fault: PlannedFault, call: InjectedCall, told: Told) => Response;

/** How long after the fault has shown the API does its work, where it does so late. */
const LATE_MS = 30;

/**
 * Answers as the fault wants it.
 *
 * @throws {TypeError} as `fetch` does, for a connection that is refused or reset.
 */
export async function inject(fault: PlannedFault, call: InjectedCall): Promise<Response> {
	if (fault.name === "latency") return late(fault, call);
	const response = fault.performs === "before" ? await call.perform() : null;
	const text = response === null ? "" : await response.clone().text();
	if (fault.performs === "after") void call.sleep(LATE_MS).then(call.perform);
	if (fault.name === "refused" || fault.name === "reset") {
		call.ended("unanswered");
		throw connectionError(fault.name === "refused" ? "ECONNREFUSED" : "ECONNRESET");
	}
	const answer = shows[fault.name](fault, call, { response, text });
	call.setStatus(answer.status);
	if (!streamed.has(fault.name)) call.ended("answered");
	return answer;
}

/** The true answer, later: the work is done before the wait, or at its end, whoever still waits. */
async function late({ performs, ms }: PlannedFault, call: InjectedCall): Promise<Response> {
	const early = performs === "before" ? await call.perform() : null;
	await call.sleep(ms);
	const answer = early ?? (await call.perform());
	call.setStatus(answer.status);
	call.ended("answered");
	return answer;
}

/** Their bodies say themselves how they ended. */
const streamed: ReadonlySet<string> = new Set<PlannedFault["name"]>(["reset_in_body", "huge_body", "endless_body"]);

const shows: Readonly<Record<Exclude<PlannedFault["name"], "latency" | "refused" | "reset">, Show>> = {
	reset_in_body: (_fault, call, told) => json(call, brokenBody(half(call, told), call.ended)),
	truncated_json: (_fault, call, told) => json(call, half(call, told)),
	html_503: (_fault, call) => html(call, 503, "<h1>503 Service Unavailable</h1>"),
	sign_in_page: (_fault, call) => html(call, 200, '<form method="post"><input name="user"><input name="password"></form>'),
	wrong_content_type: (_fault, _call, { response, text }) => {
		const answer = response ?? new Response(null, { status: 204 });
		const headers = new Headers(answer.headers);
		headers.set("Content-Type", "text/html");
		return new Response(answer.status === 204 ? null : text, { status: answer.status, headers });
	},
	too_many_requests: ({ retryAfterSeconds }, call) =>
		refusal(call, 429, "tooManyRequests", { "Retry-After": String(retryAfterSeconds) }),
	wrong_types: (_fault, call) => json(call, call.route === "GET /users" ? '{"users":[{"id":"1"}]}' : '{"id":"1","signin":5}'),
	other_user: (_fault, call) => json(call, `{"id":${otherId(call)},"signin":"2026-01-02 03:04:05","platform":"web"}`),
	huge_body: ({ bytes }, call) => json(call, hugeBody(bytes, call.ended)),
	endless_body: (_fault, call) => json(call, endlessBody(call.sleep, call.ended)),
	redirect: (_fault, call) => redirect(call, 307),
	redirect_see_other: (_fault, call) => redirect(call, 303),
	error_500: (_fault, call) => refusal(call, 500, "bug"),
};

/** The first half of the answer, or of one like it. */
function half({ route }: InjectedCall, { text }: Told): string {
	const whole = text.startsWith("{")
		? text
		: route === "GET /users"
			? '{"users":[{"id":1,"signin":null}]}'
			: '{"id":1,"signin":null}';
	return whole.slice(0, Math.ceil(whole.length / 2));
}

/** An id that is not the one in the path. */
function otherId({ request }: InjectedCall): number {
	const id = Number(/\/users\/(\d+)/.exec(request.url)?.[1] ?? 0);
	return id + 1_000_000;
}

function json(call: InjectedCall, body: string | ReadableStream<Uint8Array>): Response {
	return answer(call, 200, "application/json", body);
}

function html(call: InjectedCall, status: number, text: string): Response {
	return answer(call, status, "text/html; charset=utf-8", `<!doctype html><title>Gateway</title>${text}\n`);
}

function refusal(call: InjectedCall, status: number, code: string, headers: Readonly<Record<string, string>> = {}): Response {
	const description = "The sandbox was told to fail here.";
	return answer(
		call,
		status,
		"application/json",
		JSON.stringify({ code, description, message: null, request_id: call.requestId }),
		headers,
	);
}

function redirect(call: InjectedCall, status: number): Response {
	return answer(call, status, "text/plain", "", { Location: "https://elsewhere.invalid/" });
}

function answer(
	{ request, requestId }: InjectedCall,
	status: number,
	type: string,
	body: string | ReadableStream<Uint8Array>,
	headers: Readonly<Record<string, string>> = {},
): Response {
	const common = { "Content-Type": type, "Cache-Control": "no-store", "X-Request-Id": requestId };
	return new Response(request.method === "HEAD" ? null : body, { status, headers: { ...common, ...headers } });
}
