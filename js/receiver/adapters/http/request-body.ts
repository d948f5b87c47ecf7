// Where the bytes of a request of Node's are, and whether all of them have come.
import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import type { IncomingBody } from "../../incoming.js";
import { type Holder, leftBytes } from "../common/left-bytes.js";
import type { NodeRequest, NodeResponse } from "./messages.js";
import { StreamedBody } from "./streamed-body.js";

/** Who has to do with a body. */
export interface BodySource {
	readonly request: NodeRequest;
	readonly response: NodeResponse;
	/** What holds the bytes where a parser has read them. */
	readonly holders: readonly Holder[];
	/** What is read in the place of the request: a framework may have put something in between. */
	readonly payload?: Readable | undefined;
}

/** A body that flows already, since somebody else listens to it: what nobody keeps now is gone. */
export function flowingBody({ request, payload = request }: BodySource): StreamedBody | undefined {
	if (payload.readableFlowing !== true || payload.readableDidRead || payload.readableEncoding) return undefined;
	const body = new StreamedBody(payload);
	body.start();
	return body;
}

/** All bytes of a request's body, where they are here and nobody has read any. */
export function arrivedBody({ request, payload = request }: BodySource): Uint8Array | undefined {
	if (payload !== request || request.readableDidRead || request.readableEnded || request.readableEncoding) return undefined;
	return arrivedBytes(request);
}

/** The body of a request. */
export function bodyOf({ request, response, holders, payload = request }: BodySource): IncomingBody {
	if (payload.readableDidRead || payload.readableEnded) return leftBytes(holders);
	// Somebody wants text of it: what is not UTF-8 is lost.
	if (payload.readableEncoding) return { kind: "lost", code: "body_not_raw" };
	if (payload === request) {
		const bytes = arrivedBytes(request);
		if (bytes !== undefined) return { kind: "bytes", bytes };
		askForBody(request, response);
	}
	return new StreamedBody(payload);
}

/** All bytes of a body whose length is declared, where they are here: no event and no promise is needed then. */
function arrivedBytes(request: NodeRequest): Uint8Array | undefined {
	if (request.readableFlowing === true || !hasArrivedAsDeclared(request)) return undefined;
	const bytes: unknown = request.readableLength === 0 ? new Uint8Array(0) : request.read();
	// So that it ends, and the next request of its connection can begin.
	request.resume();
	return ArrayBuffer.isView(bytes) ? (bytes as Uint8Array) : undefined;
}

function hasArrivedAsDeclared(request: NodeRequest): boolean {
	const declared = request.headers["content-length"];
	return declared !== undefined && !request.destroyed && request.readableLength === Number(declared);
}

/** Whether nothing of the body is still to come, read or not. */
export function hasArrived(request: NodeRequest): boolean {
	if ((request as IncomingMessage).complete) return true;
	const { headers } = request;
	if (headers["content-length"] === undefined)
		return request.httpVersionMajor === 1 && headers["transfer-encoding"] === undefined;
	return hasArrivedAsDeclared(request);
}

/** What Node knows of an `Expect: 100-continue`. */
interface Expecting {
	readonly _sent100?: boolean;
}

/**
 * A server that takes the event `checkContinue` leaves it to its listener to say that the body may come. That is said here, when
 * the body is wanted: a sender who is refused need not send it at all.
 */
function askForBody(request: NodeRequest, response: NodeResponse): void {
	if (request.headers.expect !== undefined && (response as Expecting)._sent100 === false) response.writeContinue();
}
