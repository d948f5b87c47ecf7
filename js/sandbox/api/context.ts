// What the routes of the API share: what they work on, who asks, and how they refuse.
import type { Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { SandboxChoices } from "../choices.js";
import type { RequestId } from "../random.js";
import type { TokenOwner } from "../state/tokens.js";
import type { SandboxUser } from "../state/users.js";
import type { Told, World } from "../state/world.js";
import type { CorsPolicy } from "./cors.js";
import { forbidden, invalidValue, methodNotAllowed, refusal } from "./errors.js";
import { MAX_BODY_BYTES } from "./parameters.js";
import type { RateLimit } from "./rate-limit.js";

/** What the routes work on. */
export interface ApiOptions {
	readonly world: World;
	readonly choices: SandboxChoices;
	readonly cors: CorsPolicy;
	readonly rateLimit: RateLimit;
}

/** What comes with each request. */
export interface ApiBindings {
	readonly requestId: RequestId;
	/** Is told what the request changes. */
	readonly told: Told;
}

export type ApiEnv = { Bindings: ApiBindings };
export type ApiContext = Context<ApiEnv>;
export type ApiApp = Hono<ApiEnv>;

/** Refuses bodies that are too long before they are read. */
export const limitBody = bodyLimit({
	maxSize: MAX_BODY_BYTES,
	onError: () => {
		throw invalidValue(`The body is to have at most ${MAX_BODY_BYTES} bytes.`);
	},
});

export function setHeaders(c: ApiContext, headers: Readonly<Record<string, string>>): void {
	for (const [name, value] of Object.entries(headers)) c.header(name, value);
}

/** Answers 405 to what no route before took. */
export function refuseOtherMethods(app: ApiApp, path: string, allow: string): void {
	app.all(path, () => {
		throw methodNotAllowed(allow);
	});
}

/** The token of an `Authorization` header, or undefined where it is of another form. */
export function bearerToken(header: string | null | undefined): string | undefined {
	return /^Bearer +([\x21-\x7e]+)$/i.exec(header ?? "")?.[1];
}

/** Whose valid token the request carries. */
export function authenticate(c: ApiContext, { world, choices }: ApiOptions): TokenOwner & { readonly token: string } {
	const header = c.req.header("Authorization");
	const refuse = (description: string): never => {
		throw refusal(choices.invalidTokenStatus, description);
	};
	if (header === undefined) return refuse("The Authorization header is missing.");
	const token = bearerToken(header);
	if (token === undefined) return refuse("The Authorization header is not of the form: Bearer, a space, a token.");
	const owner = world.tokens.owner(token);
	if (owner === null) return refuse("The token is not known, or was revoked.");
	if (owner.kind === "user" && world.find(owner.userId) === undefined) {
		if (world.users.isGone(owner.userId)) throw refusal(choices.deletedUserStatus, "The user of this token was deleted.");
		return refuse("The user of this token never existed.");
	}
	return { ...owner, token };
}

const NAMES: Readonly<Record<TokenOwner["kind"], string>> = {
	users: "users token",
	configuration: "configuration token",
	user: "token of a user",
};

/** Refuses what is no token of that kind: 401 for no valid token, 403 for one of another kind. */
export function requireToken(c: ApiContext, options: ApiOptions, kind: "users" | "configuration"): void {
	const owner = authenticate(c, options);
	if (owner.kind !== kind) throw forbidden(`The token is a ${NAMES[owner.kind]}; a ${NAMES[kind]} is needed.`);
}

/** The user whose token the request carries, and the token. */
export function requireUserToken(c: ApiContext, options: ApiOptions): { user: SandboxUser; token: string } {
	const owner = authenticate(c, options);
	const user = owner.kind === "user" ? options.world.find(owner.userId) : undefined;
	if (user === undefined) throw forbidden(`The token is a ${NAMES[owner.kind]}; the token of the user is needed.`);
	return { user, token: owner.token };
}
