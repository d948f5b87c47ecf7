import type { ServerResponse } from "node:http";
import type { Answer } from "../../incoming.js";
import { drain } from "./drain.js";
import type { NodeRequest, NodeResponse } from "./messages.js";
import { hasArrived } from "./request-body.js";

/** Sends an answer, unless somebody has answered or the connection is gone. */
export function sendAnswer(request: NodeRequest, response: NodeResponse, answer: Answer): void {
	if (!isOpen(response)) return;
	if (answer.isUnread) {
		if (!hasArrived(request)) {
			sendUnread(request, response, answer);
			return;
		}
		// What is here and nobody wants: the next request of the connection is behind it.
		request.resume();
	}
	const { status, body } = answer;
	const { headers, encoding } = formOf(answer);
	writeHead(response, status, headers);
	if (body === "") response.end();
	else response.end(body, encoding);
}

/**
 * An answer before the end of the request. The connection is closed with it; not at once, since a client that is still sending would
 * be reset, and might never see the answer.
 */
export function sendUnread(request: NodeRequest, response: NodeResponse, answer: Answer): void {
	if (!isOpen(response)) return;
	if (request.httpVersionMajor !== 1) {
		sendUnreadStream(response, answer);
		return;
	}
	const { status, body } = answer;
	writeHead(response, status, { ...formOf(answer).headers, connection: "close" });
	if (body === "" || request.method === "HEAD") (response as ServerResponse).flushHeaders();
	else (response as ServerResponse).write(body);
	// To Node, the end of the answer is the moment to close.
	drain(request, () => response.end());
}

/** In HTTP/2 a stream is ended by itself, and its window bounds what is under way. */
function sendUnreadStream(response: NodeResponse, answer: Answer): void {
	writeHead(response, answer.status, formOf(answer).headers);
	const { stream } = response as { stream?: { close(): void } };
	response.end(answer.body, () => stream?.close());
}

function isOpen(response: NodeResponse): boolean {
	return !(response.headersSent || response.writableEnded || response.destroyed);
}

type Headers = Readonly<Record<string, string>>;

/** How an answer is sent. */
interface Form {
	readonly headers: Headers;
	readonly encoding: "latin1" | "utf8";
}

/** Of answers that a receiver gives again and again: to make the headers of one anew takes longer than to judge a stranger's head. */
const forms = /* @__PURE__ */ new WeakMap<Answer, Form>();

function formOf(answer: Answer): Form {
	let form = forms.get(answer);
	if (form === undefined) {
		form = newForm(answer);
		forms.set(answer, form);
	}
	return form;
}

function newForm({ headers, body }: Answer): Form {
	if (body === "") return { headers, encoding: "latin1" };
	// Codes are ASCII, which Node writes faster as what it is.
	const isAscii = /^[\0-\x7f]*$/.test(body);
	const length = isAscii ? body.length : new TextEncoder().encode(body).length;
	return { headers: { ...headers, "content-length": `${length}` }, encoding: isAscii ? "latin1" : "utf8" };
}

function writeHead(response: NodeResponse, status: number, headers: Headers): void {
	// Of a union of two classes, overloads cannot be called.
	(response as ServerResponse).writeHead(status, headers as Record<string, string>);
}
