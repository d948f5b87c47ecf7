import type { Claim, Inbox, KeptBody } from "../inbox.js";
import { type Expected, expectClaim, expectIs } from "./expect.js";
import type { ConformanceStore } from "./store.js";
import { watched } from "./watched.js";

/** A lease that no case outlives. */
export const LONG = 600_000;
/** A lease whose end a case waits for: long enough for a slow store to do a few commands meanwhile. */
export const SHORT = 1_000;
/** By how much clocks may differ from what was waited. */
const MARGIN = 250;
/** A retention that is waited for. */
const LONGEST_WAIT = 5_000;

let trials = 0;

/** A store during a case, and what every case needs. */
export class Trial {
	readonly inbox: Inbox;
	/** As another process sees the store; the same inbox where there is no second. */
	readonly other: Inbox;
	readonly #store: ConformanceStore;
	readonly #id: string;
	#made = 0;

	constructor(store: ConformanceStore) {
		trials += 1;
		// Also where a store is not emptied between runs.
		this.#id = `${Date.now().toString(36)}-${trials}`;
		this.#store = store;
		this.inbox = watched(store.inbox);
		this.other = store.inbox2 === undefined ? this.inbox : watched(store.inbox2);
	}

	/** A key as a receiver makes it, that was never used. */
	key(): string {
		this.#made += 1;
		return `/powens/user-created\ndefault\n${this.#id}-${this.#made}`;
	}

	/** A token that was never used. */
	token(): string {
		this.#made += 1;
		return `token-${this.#id}-${this.#made}`;
	}

	/** A key that a new token has claimed. */
	async claimed(leaseMs = LONG): Promise<{ key: string; token: string }> {
		const [key, token] = [this.key(), this.token()];
		expectClaim(await this.inbox.claim(key, HASH, token, leaseMs), 1, "for a new key");
		return { key, token };
	}

	/** A key that is done. */
	async done(): Promise<{ key: string; token: string }> {
		const claim = await this.claimed();
		expectIs(await this.inbox.commit(claim.key, claim.token), true, "commit by the token of the claim");
		return claim;
	}

	/** A key that is kept. */
	async kept(body: Partial<KeptBody> = {}): Promise<{ key: string; token: string; kept: KeptBody }> {
		const claim = await this.claimed();
		const kept = { ...KEPT, ...body };
		expectIs(await this.inbox.keep(claim.key, claim.token, kept), true, "keep by the token of the claim");
		return { ...claim, kept };
	}

	/** Claims by a token of nobody's, for a moment: a claim that succeeds is given back as if it had not been. */
	async expectNext(
		key: string,
		expected: Expected | readonly Expected[],
		when: string,
		inbox = this.other,
		hash = HASH,
	): Promise<Claim> {
		const token = this.token();
		const claim = await inbox.claim(key, hash, token, LONG);
		if (claim.state === "claimed") await inbox.release(key, token, false);
		expectClaim(claim, expected, when);
		return claim;
	}

	/** Until so many milliseconds are over by the clock of the store. */
	async pass(ms: number): Promise<void> {
		if (this.#store.advance !== undefined) await this.#store.advance(ms);
		else await new Promise((resolve) => setTimeout(resolve, ms));
	}

	/** Until a lease that was given before is over. */
	outlive(leaseMs: number): Promise<void> {
		return this.pass(leaseMs + MARGIN);
	}

	/** Whether a case can see the end of the retention. */
	get canOutliveRetention(): boolean {
		return this.#store.advance !== undefined || this.inbox.retentionMs <= LONGEST_WAIT;
	}
}

/** SHA-256 of a body, and of another. */
export const HASH = "0123456789abcdef".repeat(4);
export const OTHER_HASH = `${"0123456789abcdef".repeat(3)}0123456789abcdee`;

export const KEPT: KeptBody = {
	route: "/powens/user-created",
	event: "USER_CREATED",
	source: "default",
	reason: "payload_invalid",
	code: "payload_invalid",
	signedAtMs: 1_700_000_000_123,
	body: new Uint8Array([123, 34, 105, 100, 34, 58, 34, 0, 255, 34, 125]),
};

/** A case before it has a store. */
export interface Case {
	readonly name: string;
	run(trial: Trial): Promise<void>;
}
