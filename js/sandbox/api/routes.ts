// The HTTP side of a sandbox: a Hono app with the API. Reads and changes the world, keeps nothing itself.
// Not hono/tiny, whose router takes `/users/` for `/users`.
import { Hono } from "hono";
import { addAuth } from "./auth.js";
import { type ApiApp, type ApiEnv, type ApiOptions, setHeaders } from "./context.js";
import { asApiError, errorBody, forbidden, notFound } from "./errors.js";
import { addUsers } from "./users.js";
import { addWebhooksAuth } from "./webhooks-auth.js";

/** The Hono app that answers for a sandbox, under any host. */
export function createRoutes(options: ApiOptions): ApiApp {
	const app = new Hono<ApiEnv>();
	addCommonParts(app, options);
	addUsers(app, options);
	addAuth(app, options);
	addWebhooksAuth(app, options);
	return app;
}

/** Request ids, CORS, the rate limit, errors: what every answer has. */
function addCommonParts(app: ApiApp, { cors, rateLimit }: ApiOptions): void {
	app.use(async (c, next) => {
		const origin = c.req.header("Origin");
		setHeaders(c, { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", ...cors.headers(origin) });
		setHeaders(c, { "X-Request-Id": c.env.requestId.header });
		if (origin === undefined || c.req.method !== "OPTIONS") {
			rateLimit.count();
			return next();
		}
		const headers = cors.preflight(origin, c.req.header("Access-Control-Request-Headers"));
		if (headers === null) throw forbidden("The origin of the page is not in biapi.allowed_origins.");
		setHeaders(c, headers);
		return c.body(null, 204);
	});
	app.notFound(() => {
		throw notFound("There is nothing at this path.");
	});
	app.onError((thrown, c) => {
		const error = asApiError(thrown);
		setHeaders(c, error.headers);
		return c.json(errorBody(error, c.env.requestId.body), error.status);
	});
}

const ROUTES: readonly (readonly [method: string, path: RegExp, name: string])[] = [
	["GET", /^\/2\.0\/users$/, "/users"],
	["GET", /^\/2\.0\/users\/[^/]+$/, "/users/{id}"],
	["DELETE", /^\/2\.0\/users\/[^/]+$/, "/users/{id}"],
	["POST", /^\/2\.0\/auth\/init$/, "/auth/init"],
	["POST", /^\/2\.0\/auth\/renew$/, "/auth/renew"],
	["DELETE", /^\/2\.0\/auth\/token$/, "/auth/token"],
	["GET", /^(?:\/2\.0)?\/webhooks\/auth$/, "/webhooks/auth"],
	["POST", /^(?:\/2\.0)?\/webhooks\/auth$/, "/webhooks/auth"],
	["DELETE", /^(?:\/2\.0)?\/webhooks\/auth\/[^/]+$/, "/webhooks/auth/{id}"],
];

/** Which call of the API a request is, such as `GET /users/{id}`; null where it is none. A HEAD is a GET. */
export function routeOf(method: string, path: string): string | null {
	const asked = method === "HEAD" ? "GET" : method;
	const route = ROUTES.find(([known, pattern]) => known === asked && pattern.test(path));
	return route === undefined ? null : `${route[0]} ${route[2]}`;
}
