// What a sandbox does to a connection, done to a real one.
import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";

/**
 * Passes on what the sandbox answers. Where its `fetch` rejects as for a connection that is refused or reset, or a body ends so, the
 * client's connection is reset: a refusal before the connection is not to be had once the request was read.
 */
export async function passOn(answer: Promise<Response>, outgoing: ServerResponse): Promise<Response> {
	let response: Response;
	try {
		response = await answer;
	} catch (thrown) {
		if (isBrokenConnection(thrown)) outgoing.socket?.resetAndDestroy();
		// Else its own reason, where the client has gone.
		else if (!outgoing.destroyed) throw thrown;
		return RESPONSE_ALREADY_SENT;
	}
	if (response.body === null || response.headers.get("Transfer-Encoding") !== "chunked") return response;
	outgoing.writeHead(response.status, Object.fromEntries(response.headers));
	const body = Readable.fromWeb(response.body);
	body.once("error", (error) => {
		if (isBrokenConnection(error)) outgoing.socket?.resetAndDestroy();
	});
	// What ends it otherwise is that the client has gone, of which the sandbox is told by the end of the body.
	await pipeline(body, outgoing).catch(() => {});
	return RESPONSE_ALREADY_SENT;
}

function isBrokenConnection(thrown: unknown): boolean {
	const { cause } = Object(thrown) as { cause?: { code?: unknown } };
	return cause?.code === "ECONNRESET" || cause?.code === "ECONNREFUSED";
}
