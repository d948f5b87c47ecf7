// What `import … from "powens-users/receiver/express"` offers.
import type { RequestHandler } from "express";
import type { Receiver } from "../receiver.js";
import { pathOf } from "../target.js";
import { type AdapterOptions, basePathOf, checkReceiver, withBasePath } from "./common/options.js";
import { serve } from "./http/serve.js";

export type { AdapterOptions } from "./common/options.js";

/**
 * A receiver as a handler of Express 4 or 5: `app.use(expressHandler(receiver))`. It answers the paths of the receiver's routes, with
 * every method, and gives everything else on. Where it is mounted does not matter: what counts is `request.originalUrl`, the path
 * that was asked for.
 *
 * Put it before the body parsers: it reads the bytes itself. Behind a parser it takes those that are left (`request.body` of
 * `express.raw`, or `request.rawBody`), or answers 500 with the code `body_not_raw` or `body_consumed`.
 *
 * @throws {PowensError} `invalid_argument`
 * @example
 * ```ts
 * const app = express();
 * app.use(expressHandler(receiver));
 * app.use(express.json()); // for the other routes
 * ```
 */
export function expressHandler(receiver: Receiver, options: AdapterOptions = {}): RequestHandler {
	checkReceiver(receiver, "expressHandler");
	const basePath = basePathOf(options);
	return (request, response, next) => {
		const target = withBasePath(basePath, request.originalUrl);
		if (receiver.hasRoute(pathOf(target))) void serve(receiver, target, { request, response, holders: [request] });
		else next();
	};
}
