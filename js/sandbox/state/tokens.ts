// The tokens of a sandbox, and whom each belongs to. Knows nothing of HTTP.
import { type RandomBytes, randomToken } from "../random.js";

/** Fixed and readable, so that documents and examples can quote it. */
export const USERS_TOKEN = "sandbox-users-token";
/** What `POST /auth/renew` wants beside the secret. */
export const CLIENT_ID = "sandbox-client-id";
/** What `POST /auth/renew` wants. A secret in name only. */
export const CLIENT_SECRET = "sandbox-client-secret";

const DEMO_PREFIX = "sandbox-user-token-";
const DEMO_TOKEN = /^sandbox-user-token-([1-9]\d{0,15})$/;

/** What a token is good for: listing all users, or one user. */
export type TokenOwner = { readonly kind: "users" } | { readonly kind: "user"; readonly userId: number };

/**
 * Tokens of two kinds: the users token, and tokens of single users. Each user has a readable demo token
 * (`sandbox-user-token-42`) until it is revoked, and as many random ones as were issued.
 */
export class TokenStore {
	readonly #randomBytes: RandomBytes;
	readonly #owners = new Map<string, number>();
	readonly #issued = new Map<number, string[]>();
	readonly #withoutDemoToken = new Set<number>();

	constructor(randomBytes: RandomBytes) {
		this.#randomBytes = randomBytes;
	}

	/** Whose token this is, or null for one that was never issued, or revoked. Whether the user exists is not checked here. */
	owner(token: string): TokenOwner | null {
		if (token === USERS_TOKEN) return { kind: "users" };
		const userId = this.#owners.get(token) ?? this.#demoOwner(token);
		return userId === undefined ? null : { kind: "user", userId };
	}

	/** Issues a random token, good until it is revoked. */
	issue(userId: number): string {
		let token = randomToken(this.#randomBytes);
		// Only an injected `random` can repeat itself: number the repetitions rather than hand out the token of somebody else.
		for (let repeated = 1; this.#owners.has(token); repeated += 1) token = `${token.split(".")[0]}.${repeated}`;
		this.#owners.set(token, userId);
		this.#issued.set(userId, [...(this.#issued.get(userId) ?? []), token]);
		return token;
	}

	/** The readable token of a user; a random one once that was revoked, since a revoked token never comes back. */
	demoToken(userId: number): string {
		return this.#withoutDemoToken.has(userId) ? this.issue(userId) : DEMO_PREFIX + userId;
	}

	/** Ends all tokens of a user, the demo token too. */
	revoke(userId: number): void {
		for (const token of this.#issued.get(userId) ?? []) this.#owners.delete(token);
		this.#issued.delete(userId);
		this.#withoutDemoToken.add(userId);
	}

	#demoOwner(token: string): number | undefined {
		const userId = Number(DEMO_TOKEN.exec(token)?.[1]);
		return Number.isSafeInteger(userId) && !this.#withoutDemoToken.has(userId) ? userId : undefined;
	}
}
