// The tokens of a sandbox, what each is good for, and whom it belongs to. Knows nothing of HTTP.
import { type RandomBytes, randomToken } from "../random.js";

/** Fixed and readable, so that documents and examples can quote it. */
export const USERS_TOKEN = "sandbox-users-token";
/** What `/webhooks/auth` wants. */
export const CONFIGURATION_TOKEN = "sandbox-configuration-token";
/** What `POST /auth/renew` wants beside the secret. */
export const CLIENT_ID = "sandbox-client-id";
/** What `POST /auth/renew` wants. A secret in name only. */
export const CLIENT_SECRET = "sandbox-client-secret";

const DEMO_PREFIX = "sandbox-user-token-";
const DEMO_TOKEN = /^sandbox-user-token-([1-9]\d{0,15})$/;

/** What a token is good for: listing all users, the settings of the domain, or one user. */
export type TokenOwner =
	| { readonly kind: "users" }
	| { readonly kind: "configuration" }
	| { readonly kind: "user"; readonly userId: number };

/** A token of a user. */
interface UserToken {
	readonly token: string;
	readonly userId: number;
	readonly permanent: boolean;
}

/** Tokens as a snapshot keeps them. */
export interface TokensState {
	readonly issued: readonly UserToken[];
	readonly withoutDemoToken: readonly number[];
}

/**
 * Tokens of three kinds: the users token, the configuration token, and tokens of single users. Each user has a readable demo token
 * (`sandbox-user-token-42`) until it is revoked, and as many random ones as were issued.
 */
export class TokenStore {
	readonly #randomBytes: RandomBytes;
	/** In the order in which they were issued. */
	#issued = new Map<string, UserToken>();
	#byUser = new Map<number, UserToken[]>();
	#withoutDemoToken = new Set<number>();

	constructor(randomBytes: RandomBytes) {
		this.#randomBytes = randomBytes;
	}

	/** Whose token this is, or null for one that was never issued, or revoked. Whether the user exists is not checked here. */
	owner(token: string): TokenOwner | null {
		if (token === USERS_TOKEN) return { kind: "users" };
		if (token === CONFIGURATION_TOKEN) return { kind: "configuration" };
		const userId = this.#issued.get(token)?.userId ?? this.#demoOwner(token);
		return userId === undefined ? null : { kind: "user", userId };
	}

	/** Issues a random token, good until it is revoked or its user is no more. */
	issue(userId: number, permanent: boolean): string {
		let token = randomToken(this.#randomBytes);
		// Only an injected `random` can repeat itself: number the repetitions rather than hand out the token of somebody else.
		for (let repeated = 1; this.#issued.has(token); repeated += 1) token = `${token.split(".")[0]}.${repeated}`;
		this.#add({ token, userId, permanent });
		return token;
	}

	/** The readable token of a user; a random one once that was revoked, since a revoked token never comes back. */
	demoToken(userId: number): string {
		return this.#withoutDemoToken.has(userId) ? this.issue(userId, true) : DEMO_PREFIX + userId;
	}

	/** The permanent token that was issued last of those that are good; null where there is none. */
	latestPermanent(userId: number): string | null {
		const permanent = this.#byUser.get(userId)?.filter((token) => token.permanent);
		return permanent?.at(-1)?.token ?? (this.#withoutDemoToken.has(userId) ? null : DEMO_PREFIX + userId);
	}

	/** Ends one token of a user. False where it was not good. */
	revoke(token: string): boolean {
		const issued = this.#issued.get(token);
		if (issued !== undefined) {
			this.#issued.delete(token);
			const others = this.#byUser.get(issued.userId)?.filter((other) => other !== issued) ?? [];
			this.#byUser.set(issued.userId, others);
			return true;
		}
		const userId = this.#demoOwner(token);
		if (userId !== undefined) this.#withoutDemoToken.add(userId);
		return userId !== undefined;
	}

	/** Ends all tokens of a user, the demo token too, and gives how many that were. */
	revokeAll(userId: number): number {
		const issued = this.#byUser.get(userId) ?? [];
		for (const { token } of issued) this.#issued.delete(token);
		this.#byUser.delete(userId);
		const count = issued.length + (this.#withoutDemoToken.has(userId) ? 0 : 1);
		this.#withoutDemoToken.add(userId);
		return count;
	}

	reset(): void {
		this.restore({ issued: [], withoutDemoToken: [] });
	}

	snapshot(): TokensState {
		return { issued: [...this.#issued.values()], withoutDemoToken: [...this.#withoutDemoToken] };
	}

	restore({ issued, withoutDemoToken }: TokensState): void {
		this.#issued = new Map();
		this.#byUser = new Map();
		for (const token of issued) this.#add(token);
		this.#withoutDemoToken = new Set(withoutDemoToken);
	}

	#add(token: UserToken): void {
		this.#issued.set(token.token, token);
		const tokens = this.#byUser.get(token.userId);
		if (tokens === undefined) this.#byUser.set(token.userId, [token]);
		else tokens.push(token);
	}

	#demoOwner(token: string): number | undefined {
		const userId = Number(DEMO_TOKEN.exec(token)?.[1]);
		return Number.isSafeInteger(userId) && !this.#withoutDemoToken.has(userId) ? userId : undefined;
	}
}
