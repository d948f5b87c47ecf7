// What `import … from "powens-users/receiver/node"` offers.
import type { Receiver } from "../receiver.js";
import { type AdapterOptions, basePathOf, checkReceiver, withBasePath } from "./common/options.js";
import type { NodeRequest, NodeResponse } from "./http/messages.js";
import { serve } from "./http/serve.js";

export type { AdapterOptions } from "./common/options.js";
export type { NodeRequest, NodeResponse } from "./http/messages.js";

/** What listens to the requests of a server of Node. The promise is for platforms that wait for one; it never rejects. */
export type NodeListener = (request: NodeRequest, response: NodeResponse) => Promise<void>;

/**
 * A receiver as the listener of a server of `node:http`, `node:https`, or `node:http2` with its compatibility API. Answers every
 * request of the server; for some of them, ask `receiver.hasRoute(path)` first.
 *
 * It reads the bytes itself. Where somebody has read them before, it takes those that are left (`request.rawBody`, `request.body`),
 * or answers 500 with the code `body_not_raw` or `body_consumed`. A request that is refused before its end is answered at once, and
 * its connection closed: what still comes is thrown away for 5 seconds or 16 MiB, so that the sender sees the answer.
 *
 * Given to the event `checkContinue` too, it answers `Expect: 100-continue` when it wants the body: a sender who is refused by the
 * head need not send it.
 *
 * @throws {PowensError} `invalid_argument`
 * @example
 * ```ts
 * const server = createServer(nodeListener(receiver));
 * server.listen(8080);
 * ```
 */
export function nodeListener(receiver: Receiver, options: AdapterOptions = {}): NodeListener {
	checkReceiver(receiver, "nodeListener");
	const basePath = basePathOf(options);
	return (request, response) =>
		serve(receiver, withBasePath(basePath, request.url ?? ""), { request, response, holders: [request as object] });
}
