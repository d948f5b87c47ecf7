// What the calls of the API share: what they work on, and who asks.
import type { SandboxChoices } from "../choices.js";
import type { TokenOwner } from "../state/tokens.js";
import type { SandboxUser } from "../state/users.js";
import type { World } from "../state/world.js";
import type { ApiCall } from "./call.js";
import type { CorsPolicy } from "./cors.js";
import { forbidden, refusal } from "./errors.js";
import type { RateLimit } from "./rate-limit.js";

/** What the calls work on. */
export interface ApiOptions {
	readonly world: World;
	readonly choices: SandboxChoices;
	readonly cors: CorsPolicy;
	readonly rateLimit: RateLimit;
}

/** The token of an `Authorization` header, or undefined where it is of another form. */
export function bearerToken(header: string | null | undefined): string | undefined {
	return /^Bearer +([\x21-\x7e]+)$/i.exec(header ?? "")?.[1];
}

/** Whose valid token the request carries. */
export function authenticate({ request }: ApiCall, { world, choices }: ApiOptions): TokenOwner & { readonly token: string } {
	const header = request.headers.get("Authorization");
	const refuse = (description: string): never => {
		throw refusal(choices.invalidTokenStatus, description);
	};
	if (header === null) return refuse("The Authorization header is missing.");
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
export function requireToken(call: ApiCall, options: ApiOptions, kind: "users" | "configuration"): void {
	const owner = authenticate(call, options);
	if (owner.kind !== kind) throw forbidden(`The token is a ${NAMES[owner.kind]}; a ${NAMES[kind]} is needed.`);
}

/** The user whose token the request carries, and the token. */
export function requireUserToken(call: ApiCall, options: ApiOptions): { user: SandboxUser; token: string } {
	const owner = authenticate(call, options);
	const user = owner.kind === "user" ? options.world.find(owner.userId) : undefined;
	if (user === undefined) throw forbidden(`The token is a ${NAMES[owner.kind]}; the token of the user is needed.`);
	return { user, token: owner.token };
}
