// Which path is for what: the routes of the options, read once.
import { isGiven } from "../core/guarded.js";
import { payloadSchemas, Webhooks } from "../index.js";
import type { WebhookType } from "../webhooks/event.js";
import { argumentError, checkObject, optionOf } from "./argument.js";
import type { Authenticate, ReceiverOptions } from "./options.js";
import { Authenticated } from "./proof/authenticated.js";
import { Bearer } from "./proof/bearer.js";
import { Hmac } from "./proof/hmac.js";
import type { Proof } from "./proof/proof.js";
import type { Settings } from "./settings.js";

/** A path, and what becomes of a request for it. */
export interface ServedRoute {
	readonly path: string;
	readonly event: WebhookType | null;
	readonly source: string;
	readonly proof: Proof;
	/** Called with the route that was given as `this`, which may be a class of the caller's. */
	handle(event: unknown, context: object): unknown;
}

/** By their path. */
export type Routes = ReadonlyMap<string, ServedRoute>;

export function routesOf(options: ReceiverOptions, settings: Settings): Routes {
	const routes = optionOf(options, "routes");
	checkObject(routes, 'routes must be an object: { "/the/path/registered": { event, handle } }.');
	const shared = new SharedWebhooks(optionOf(options, "secretKey"), settings);
	const served = new Map<string, ServedRoute>();
	for (const path of Object.keys(routes)) served.set(path, routeOf(path, optionOf(routes, path), shared, settings));
	if (served.size === 0) throw argumentError("routes has no route: no request could be taken.");
	return served;
}

function routeOf(path: string, route: unknown, shared: SharedWebhooks, settings: Settings): ServedRoute {
	checkPath(path);
	const of = ` of the route ${path}`;
	checkObject(route, `What is given${of} must be an object: { event, handle }.`);
	const handle = optionOf(route, "handle");
	if (typeof handle !== "function") throw argumentError(`handle${of} must be a function.`);
	const event = eventOf(optionOf(route, "event"), of);
	const source = sourceOf(optionOf(route, "source"), of);
	const proof = proofOf(route, { path, event, of }, shared, settings);
	return { path, event, source, proof, handle: (given, context) => Reflect.apply(handle, route, [given, context]) };
}

/** Both are parts of a key, which is at most 512 characters long. */
const MOST_PATH = 300;
const MOST_SOURCE = 60;

function checkPath(path: string): void {
	if (/^\/[^\s?#]*$/.test(path) && !/[\p{Cc}\p{Cs}]/u.test(path) && path.length <= MOST_PATH) return;
	throw argumentError(
		`The path of each route is the one that is registered at Powens: it starts with /, has no query, no fragment and no white space, and at most ${MOST_PATH} characters. ${JSON.stringify(path.slice(0, MOST_PATH))} is none.`,
	);
}

function eventOf(event: unknown, of: string): WebhookType | null {
	if (event === undefined) return null;
	if (typeof event === "string" && Object.hasOwn(payloadSchemas, event)) return event as WebhookType;
	const covered = Object.keys(payloadSchemas).join(", ");
	throw argumentError(`event${of} must be one of ${covered}. Leave it out for every other event: handle gets the bytes then.`);
}

function sourceOf(source: unknown, of: string): string {
	if (source === undefined) return "default";
	if (typeof source === "string" && /^[\w.:-]+$/.test(source) && source.length <= MOST_SOURCE) return source;
	throw argumentError(`source${of} must be text of letters, digits and . _ : -, at most ${MOST_SOURCE} of them.`);
}

interface About {
	readonly path: string;
	readonly event: WebhookType | null;
	readonly of: string;
}

function proofOf(route: object, { path, event, of }: About, shared: SharedWebhooks, settings: Settings): Proof {
	const authenticate = optionOf(route, "authenticate") as Authenticate | undefined;
	const secretKey = optionOf(route, "secretKey");
	if (!isGiven(authenticate)) {
		return new Hmac(isGiven(secretKey) ? webhooksOf(secretKey, settings) : shared.get(of), path, event);
	}
	if (isGiven(secretKey)) throw argumentError(`Give either secretKey or authenticate${of}, not both.`);
	const { maxBodyBytes, handlerTimeoutMs: timeoutMs } = settings;
	if (typeof authenticate === "function") {
		return new Authenticated((head) => Reflect.apply(authenticate, route, [head]), { path, event, maxBodyBytes, timeoutMs });
	}
	checkObject(authenticate, `authenticate${of} must be { bearer: (userId) => token }, or a function of the request.`);
	const bearer = optionOf(authenticate, "bearer");
	if (typeof bearer !== "function") throw argumentError(`bearer${of} must be a function that gives the token of a user.`);
	if (event === null) {
		throw argumentError(`bearer${of} needs an event: only of the covered ones it is known which user they are about.`);
	}
	return new Bearer((userId) => Reflect.apply(bearer, authenticate, [userId]), { event, maxBodyBytes, timeoutMs });
}

/** What proves the routes that have no secret of their own. */
class SharedWebhooks {
	readonly #webhooks: Webhooks | undefined;

	constructor(secretKey: unknown, settings: Settings) {
		if (isGiven(secretKey)) this.#webhooks = webhooksOf(secretKey, settings);
	}

	get(of: string): Webhooks {
		if (this.#webhooks !== undefined) return this.#webhooks;
		throw argumentError(`There is no secretKey${of}: give one to the receiver, or to the route, or give the route authenticate.`);
	}
}

function webhooksOf(
	secretKey: unknown,
	{ maxAgeSeconds, futureSeconds: toleranceSeconds, maxBodyBytes, now }: Settings,
): Webhooks {
	return new Webhooks({ secretKey: secretKey as string, maxAgeSeconds, toleranceSeconds, maxBodyBytes, now });
}
