import type { IncomingMessage, ServerResponse } from "node:http";
import type { Http2ServerRequest, Http2ServerResponse } from "node:http2";

/** A request of a server of Node: of `node:http` and `node:https`, or of `node:http2` by its compatibility API. */
export type NodeRequest = IncomingMessage | Http2ServerRequest;

/** The answer to it. */
export type NodeResponse = ServerResponse | Http2ServerResponse;
