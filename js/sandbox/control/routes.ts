// The methods of a sandbox over HTTP, under a path that Powens does not have.
import { type Context, Hono } from "hono";
import { timingSafeEqual } from "hono/utils/buffer";
import { bearerToken } from "../api/access.js";
import { asApiError, errorBody, invalidValue, methodNotAllowed, notFound, unauthorized } from "../api/errors.js";
import { randomBytesFrom, requestId } from "../random.js";
import type { Sandbox } from "../sandbox.js";
import { COVERED_EVENTS } from "../webhooks/event.js";
import { Feed } from "./feed.js";
import { type Handlers, routesOf } from "./handlers.js";

/** Where the control is. */
export const CONTROL_PATH = "/_sandbox";

/** The control of one sandbox. */
export interface Control {
	readonly fetch: (request: Request) => Response | Promise<Response>;
	/** Ends the streams. */
	readonly close: () => void;
}

/**
 * Makes a control. Who does not carry the token learns that there is one, and no more; no page of another origin may read an answer,
 * since none has a CORS header.
 */
export function createControl(sandbox: Sandbox, token: string): Control {
	const feed = new Feed(sandbox);
	const app = new Hono().basePath(CONTROL_PATH);
	app.onError((thrown, c) => answerError(thrown, c));
	app.use(async (c, next) => {
		c.header("Cache-Control", "no-store");
		c.header("X-Content-Type-Options", "nosniff");
		return next();
	});
	at(app, "/health", { GET: (c) => c.json({ status: "ok" }) });
	at(app, "/inbox/:event", { POST: takeIn });
	app.use(async (c, next) => {
		if (await timingSafeEqual(bearerToken(c.req.header("Authorization")) ?? "", token)) return next();
		throw unauthorized("The control token is missing or wrong; it is printed at the start.");
	});
	for (const [path, handlers] of Object.entries(routesOf(sandbox, feed))) at(app, path, handlers);
	app.all("*", () => {
		throw notFound("The control has nothing at this path.");
	});
	return { fetch: (request) => app.fetch(request), close: () => feed.close() };
}

/** Answers by method, and others with 405. */
function at(app: Hono, path: string, handlers: Handlers): void {
	for (const [method, handler] of Object.entries(handlers)) app.on(method, path, handler);
	const allow = Object.keys(handlers).join(", ");
	app.all(path, () => {
		throw methodNotAllowed(allow);
	});
}

/** A receiver of webhooks for who has none yet: reads them to their end and keeps nothing. */
async function takeIn(c: Context): Promise<Response> {
	if (!COVERED_EVENTS.some((event) => event === c.req.param("event"))) throw notFound("The inbox is for events that are sent.");
	await c.req.raw.body?.pipeTo(new WritableStream());
	return c.body(null, 204);
}

/** The sandbox refuses what is out of range in words that are for whoever asked. */
function answerError(thrown: unknown, c: Context): Response {
	const error = asApiError(thrown instanceof RangeError ? invalidValue(thrown.message) : thrown);
	const id = requestId(randomBytesFrom(undefined));
	for (const [name, value] of Object.entries(error.headers)) c.header(name, value);
	return c.json(errorBody(error, id.body), error.status, { "X-Request-Id": id.header });
}
