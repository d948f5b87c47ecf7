// What `import … from "powens-users/receiver/koa"` offers.
import type { Context, Middleware } from "koa";
import type { Answer } from "../incoming.js";
import type { Receiver } from "../receiver.js";
import { pathOf } from "../target.js";
import { type AdapterOptions, basePathOf, checkReceiver, withBasePath } from "./common/options.js";
import { hasArrived } from "./http/request-body.js";
import { sendUnread } from "./http/send-answer.js";
import { answerTo } from "./http/serve.js";

export type { AdapterOptions } from "./common/options.js";

/**
 * A receiver as middleware of Koa: `app.use(koaMiddleware(receiver))`. It answers the paths of the receiver's routes, with every
 * method, and gives everything else on. What counts is `context.originalUrl`, the path that was asked for.
 *
 * Put it before the body parsers: it reads the bytes itself. Behind a parser it takes those that are left
 * (`context.request.rawBody`), or answers 500 with the code `body_not_raw` or `body_consumed`.
 *
 * @throws {PowensError} `invalid_argument`
 * @example
 * ```ts
 * const app = new Koa();
 * app.use(koaMiddleware(receiver));
 * ```
 */
export function koaMiddleware(receiver: Receiver, options: AdapterOptions = {}): Middleware {
	checkReceiver(receiver, "koaMiddleware");
	const basePath = basePathOf(options);
	return async (context, next) => {
		const target = withBasePath(basePath, context.originalUrl);
		if (!receiver.hasRoute(pathOf(target))) return next();
		const { req: request, res: response } = context;
		const holders = [context.request, request as object];
		reply(context, await answerTo(receiver, target, { request, response, holders }));
	};
}

function reply(context: Context, answer: Answer): void {
	context.status = answer.status;
	if (answer.isUnread && !hasArrived(context.req)) {
		// Koa would close the connection with the answer: a sender who is still sending might never see it.
		context.respond = false;
		sendUnread(context.req, context.res, answer);
		return;
	}
	if (answer.isUnread) context.req.resume();
	context.set(answer.headers);
	context.body = answer.body === "" ? null : answer.body;
	// An empty body sets a status of its own.
	context.status = answer.status;
}
