// A call of the API on its way: what came, and the answers that calls give.
import type { RequestId } from "../random.js";
import type { Told } from "../state/world.js";
import { Parameters } from "./parameters.js";
import type { RouteName } from "./route-names.js";

/** What comes with each request. */
export interface Bindings {
	readonly requestId: RequestId;
	/** Is told what the request changes. */
	readonly told: Told;
}

/** A request of a route. */
export interface ApiCall extends Bindings {
	readonly request: Request;
	readonly url: URL;
	/** The last part of the path, where the route names an id. */
	readonly id: string;
}

/** One call of the API. */
export interface Route {
	readonly name: RouteName;
	/** With at most one group: the id. */
	readonly path: RegExp;
	readonly answer: (call: ApiCall) => Response | Promise<Response>;
}

/** @throws {ApiError} for a body that cannot be read. */
export function parametersOf({ request }: ApiCall, mayBeEmpty = false): Promise<Parameters> {
	return Parameters.read(request, mayBeEmpty);
}

export function json(value: unknown, status = 200): Response {
	return jsonText(JSON.stringify(value), status);
}

export function jsonText(text: string, status = 200): Response {
	return new Response(text, { status, headers: { "Content-Type": "application/json" } });
}

/** 204. */
export function empty(): Response {
	return new Response(null, { status: 204 });
}
