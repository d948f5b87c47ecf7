// The HTTP side of a sandbox: which call a request is, and what every answer has. Reads and changes the world, keeps nothing itself.
import type { ApiOptions } from "./access.js";
import { authRoutes } from "./auth.js";
import { type Bindings, empty, json, type Route } from "./call.js";
import { asApiError, errorBody, forbidden, methodNotAllowed, notFound } from "./errors.js";
import type { RouteName } from "./route-names.js";
import { usersRoutes } from "./users.js";
import { webhooksAuthRoutes } from "./webhooks-auth.js";

/** The API of a sandbox. */
export interface Api {
	/** Answers for any host; never rejects. */
	readonly fetch: (request: Request, bindings: Bindings) => Promise<Response>;
	/** Which call a request is, such as `GET /users/{id}`; null where it is none. A HEAD is a GET. */
	readonly routeOf: (method: string, path: string) => RouteName | null;
}

export function createApi(options: ApiOptions): Api {
	const routes = [...usersRoutes(options), ...authRoutes(options), ...webhooksAuthRoutes(options)];
	return {
		fetch: async (request, bindings) => {
			const answer = await answerOf(request, bindings, routes, options);
			const origin = request.headers.get("Origin") ?? undefined;
			setHeaders(answer, { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" });
			setHeaders(answer, {
				"X-Request-Id": bindings.requestId.header,
				...options.cors.headers(origin),
				...preflight(request, options),
			});
			return request.method === "HEAD" ? new Response(null, answer) : answer;
		},
		routeOf: (method, path) => {
			const route = routes.find((known) => methodOf(known) === asked(method) && known.path.test(path));
			return route?.name ?? null;
		},
	};
}

async function answerOf(request: Request, bindings: Bindings, routes: readonly Route[], options: ApiOptions): Promise<Response> {
	try {
		if (isPreflight(request)) {
			if (preflight(request, options) === null) throw forbidden("The origin of the page is not in biapi.allowed_origins.");
			return empty();
		}
		options.rateLimit.count();
		const url = new URL(request.url);
		const found = routes.filter(({ path }) => path.test(url.pathname));
		if (found.length === 0) throw notFound("There is nothing at this path.");
		const route = found.find((known) => methodOf(known) === asked(request.method));
		if (route === undefined) throw methodNotAllowed(allowed(found));
		const id = route.path.exec(url.pathname)?.[1] ?? "";
		return await route.answer({ ...bindings, request, url, id });
	} catch (thrown) {
		const error = asApiError(thrown);
		const answer = json(errorBody(error, bindings.requestId.body), error.status);
		setHeaders(answer, error.headers);
		return answer;
	}
}

function methodOf({ name }: Route): string {
	return name.slice(0, name.indexOf(" "));
}

function asked(method: string): string {
	return method === "HEAD" ? "GET" : method;
}

function allowed(routes: readonly Route[]): string {
	return routes
		.map(methodOf)
		.map((method) => (method === "GET" ? "GET, HEAD" : method))
		.join(", ");
}

function isPreflight(request: Request): boolean {
	return request.method === "OPTIONS" && request.headers.has("Origin");
}

/** The headers for the answer to a preflight; null for what is none, and where the origin is not allowed. */
function preflight(request: Request, { cors }: ApiOptions): Readonly<Record<string, string>> | null {
	const origin = request.headers.get("Origin");
	if (origin === null || !isPreflight(request)) return null;
	return cors.preflight(origin, request.headers.get("Access-Control-Request-Headers") ?? undefined);
}

function setHeaders(answer: Response, headers: Readonly<Record<string, string>>): void {
	for (const [name, value] of Object.entries(headers)) answer.headers.set(name, value);
}
