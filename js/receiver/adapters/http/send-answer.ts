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
	writeHead(response, status, headersOf(answer));
	if (body === "") response.end();
	else response.end(body);
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
	writeHead(response, status, { ...headersOf(answer), connection: "close" });
	if (body === "" || request.method === "HEAD") (response as ServerResponse).flushHeaders();
	else (response as ServerResponse).write(body);
	// To Node, the end of the answer is the moment to close.
	drain(request, () => response.end());
}

/** In HTTP/2 a stream is ended by itself, and its window bounds what is under way. */
function sendUnreadStream(response: NodeResponse, answer: Answer): void {
	writeHead(response, answer.status, headersOf(answer));
	const { stream } = response as { stream?: { close(): void } };
	response.end(answer.body, () => stream?.close());
}

function isOpen(response: NodeResponse): boolean {
	return !(response.headersSent || response.writableEnded || response.destroyed);
}

type Headers = Readonly<Record<string, string | number>>;

function headersOf({ headers, body }: Answer): Headers {
	return body === "" ? headers : { ...headers, "content-length": byteLength(body) };
}

function byteLength(text: string): number {
	// Codes are ASCII.
	return /^[\0-\x7f]*$/.test(text) ? text.length : new TextEncoder().encode(text).length;
}

function writeHead(response: NodeResponse, status: number, headers: Headers): void {
	// Of a union of two classes, overloads cannot be called.
	(response as ServerResponse).writeHead(status, headers as Record<string, string>);
}
