// The lease of a claim while its handler runs: renewed at each third of it, until the handler has ended or the claim is lost.
import type { Inbox } from "./inbox/inbox.js";
import { soon, steadyNow } from "./time.js";

export interface Leased {
	readonly inbox: Inbox;
	readonly key: string;
	readonly token: string;
	readonly leaseMs: number;
	/** When it was asked for, by the steady clock: it began no sooner. */
	readonly askedAt: number;
	/** Called once, when the claim is not ours any more, or nobody can tell. */
	readonly onLost: (reason: Error) => void;
}

export class Lease {
	readonly #leased: Leased;
	#endsAt: number;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#isRenewing = false;
	#isStopped = false;

	constructor(leased: Leased) {
		this.#leased = leased;
		this.#endsAt = leased.askedAt + leased.leaseMs;
	}

	/** A handler that ends at once needs no timer: that is set one microtask later. */
	start(): void {
		soon(() => this.#arm(this.#third));
	}

	/** It is renewed no more. */
	stop(): void {
		this.#isStopped = true;
		clearTimeout(this.#timer);
	}

	get #third(): number {
		return this.#leased.leaseMs / 3;
	}

	/** No process stays alive for it: a lease ends by itself. */
	#arm(ms: number): void {
		if (this.#isStopped) return;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.#tick(), Math.max(1, Math.min(ms, this.#endsAt - steadyNow())));
		(this.#timer as { unref?(): void }).unref?.();
	}

	#tick(): void {
		if (steadyNow() >= this.#endsAt) {
			this.#lose("The lease of the claim has ended: the inbox did not renew it.");
			return;
		}
		if (!this.#isRenewing) void this.#renew();
		this.#arm(this.#third);
	}

	async #renew(): Promise<void> {
		const { inbox, key, token, leaseMs } = this.#leased;
		const askedAt = steadyNow();
		this.#isRenewing = true;
		try {
			if (await inbox.renew(key, token, leaseMs)) this.#endsAt = Math.max(this.#endsAt, askedAt + leaseMs);
			else this.#lose("The claim is lost: the inbox says that it is not ours any more.");
		} catch {
			// As long as the lease lasts, the inbox may come back.
			this.#arm(this.#third / 4);
		} finally {
			this.#isRenewing = false;
		}
	}

	#lose(reason: string): void {
		if (this.#isStopped) return;
		this.stop();
		this.#leased.onLost(new Error(reason));
	}
}
