import { ChurnedMap } from "../../churned-map.js";
import type { Claim, Inbox, Kept, KeptBody, KeptEntry, ListKeptOptions } from "../inbox.js";
import { FailedKeys, type KeptRecord, type OpenClaim } from "./claims.js";
import { DoneKeys } from "./done-keys.js";
import { type MemoryInboxOptions, type ReadMemoryInboxOptions, readOptions } from "./options.js";

/** How many keys that failed are remembered with their attempts. */
const MOST_FAILED = 100_000;
/** How many keys one claim forgets at most: more than come in by it, so that what has grown old is gone in time. */
const FORGOTTEN_AT_ONCE = 16;
const LISTED = 100;

const BUSY: Claim = { state: "busy" };
const DONE: Claim = { state: "done" };
const CONFLICT: Claim = { state: "conflict" };

/**
 * An inbox in the memory of this process: a restart forgets it, and a second process does not know of it.
 *
 * So an event may be handled again after a restart, and what was kept is gone with the process: for development, tests, and
 * receivers whose handlers do no harm twice. It is bounded: where `maxKeys` deliveries are younger than `retentionMs`, each further
 * claim is `busy` (the receiver answers 503, and Powens sends again) until the oldest is old enough; nothing younger is forgotten.
 * Where kept bodies fill `maxKeptBytes`, no more is kept (503) until something is dropped or handled. Of keys that failed, the
 * attempts of the latest 100,000 are remembered.
 *
 * @throws {PowensError} `invalid_argument`, with a message that names what is allowed.
 *
 * @example
 * ```ts
 * const inbox = memoryInbox({ retentionMs: 7 * 86_400_000, maxKeys: 200_000 });
 * ```
 */
export function memoryInbox(options: MemoryInboxOptions = {}): Inbox {
	return new MemoryInbox(readOptions(options));
}

class MemoryInbox implements Inbox {
	readonly retentionMs: number;
	readonly #options: ReadMemoryInboxOptions;
	/** Those that are not kept, about in the order in which their leases end. */
	readonly #open = new ChurnedMap<string, OpenClaim>();
	/** The oldest first. */
	readonly #kept = new Map<string, KeptRecord>();
	readonly #failed = new FailedKeys(MOST_FAILED);
	readonly #done = new DoneKeys();
	#keptBytes = 0;

	constructor(options: ReadMemoryInboxOptions) {
		this.#options = options;
		this.retentionMs = options.retentionMs;
	}

	claim(key: string, bodyHash: string, token: string, leaseMs: number, which: "new" | "kept" = "new"): Claim {
		assertClaim(key, bodyHash, token);
		const now = this.#options.steadyNow();
		this.#done.forget(now - this.retentionMs, FORGOTTEN_AT_ONCE);
		const record = this.#kept.get(key);
		if (record !== undefined)
			return which === "kept" ? claimKept(record, bodyHash, token, now, leaseMs) : sameAs(record, bodyHash);
		if (which === "kept") return DONE;
		const open = this.#open.get(key);
		if (open !== undefined) {
			if (open.token === token && open.bodyHash === bodyHash) return renewed(open, now + leaseMs);
			// For another body too: whose the key is, is known when it is done. What is given back may be taken by either.
			if (open.leaseEnd > now) return BUSY;
			this.#giveUp(key, open);
		}
		const known = this.#done.look(key, bodyHash);
		if (known !== "none") return known === "same" ? DONE : CONFLICT;
		if (!this.#hasPlace(now)) return BUSY;
		return this.#take(key, { token, bodyHash, attempt: this.#failed.take(key, bodyHash) + 1, leaseEnd: now + leaseMs });
	}

	renew(key: string, token: string, leaseMs: number): boolean {
		const claim = this.#claimOf(key, token);
		if (claim === undefined) return false;
		claim.leaseEnd = this.#options.steadyNow() + leaseMs;
		// To the end: its lease ends last now.
		if (this.#open.delete(key)) this.#open.set(key, claim);
		return true;
	}

	commit(key: string, token: string): boolean {
		const claim = this.#claimOf(key, token);
		if (claim === undefined) return this.#done.isBy(key, token);
		this.#forgetOpenAndKept(key);
		this.#done.add(key, claim.bodyHash, token, this.#options.steadyNow());
		return true;
	}

	release(key: string, token: string, isAttempt = true): void {
		const claim = this.#claimOf(key, token);
		if (claim === undefined) return;
		const attempts = isAttempt ? claim.attempt : claim.attempt - 1;
		const record = this.#kept.get(key);
		if (record !== undefined) {
			record.claim = undefined;
			record.attempts = attempts;
		} else {
			this.#giveUp(key, { ...claim, attempt: attempts });
		}
	}

	keep(key: string, token: string, kept: KeptBody): boolean {
		const claim = this.#claimOf(key, token);
		const before = this.#kept.get(key);
		if (claim === undefined) return before?.token === token;
		const { maxKeptBytes, now } = this.#options;
		if (this.#keptBytes - (before?.kept.body.length ?? 0) + kept.body.length > maxKeptBytes) throw noRoom(maxKeptBytes);
		// Of the same length as a Buffer, but never a part of memory that others use.
		const body = new Uint8Array(kept.body);
		const { bodyHash, attempt: attempts } = claim;
		this.#forgetOpenAndKept(key);
		this.#keptBytes += body.length;
		this.#kept.set(key, { kept: { ...kept, body }, keptAtMs: now(), bodyHash, token, attempts, claim: undefined });
		return true;
	}

	/** Where `after` is not kept any more, nobody knows what is behind it: the list begins anew, so that nothing is left out. */
	async list({ after, limit = LISTED }: ListKeptOptions = {}): Promise<readonly KeptEntry[]> {
		const entries: KeptEntry[] = [];
		let isBehind = after === undefined || !this.#kept.has(after);
		for (const [key, record] of this.#kept) {
			if (entries.length >= limit) break;
			if (isBehind) entries.push(entryOf(key, record));
			else isBehind = key === after;
		}
		return entries;
	}

	async read(key: string): Promise<Kept | undefined> {
		const record = this.#kept.get(key);
		return record && { ...entryOf(key, record), body: record.kept.body.slice() };
	}

	async drop(key: string): Promise<boolean> {
		const record = this.#kept.get(key);
		const now = this.#options.steadyNow();
		if (record === undefined || (record.claim !== undefined && record.claim.leaseEnd > now)) return false;
		this.#forgetOpenAndKept(key);
		this.#done.add(key, record.bodyHash, null, now);
		return true;
	}

	/**
	 * `keys`: all that count towards `maxKeys`. `claims`: those of them that are claimed. `kept` and `keptBytes`: what is kept.
	 * `failed`: keys that were given back, whose attempts are remembered. `bytes`: memory of the keys that are done.
	 */
	stats(): Readonly<Record<string, number>> {
		const claims = this.#open.size;
		const kept = this.#kept.size;
		const { size, bytes } = this.#done;
		return { keys: claims + kept + size, claims, kept, keptBytes: this.#keptBytes, failed: this.#failed.size, bytes };
	}

	#claimOf(key: string, token: string): OpenClaim | undefined {
		const claim = this.#open.get(key) ?? this.#kept.get(key)?.claim;
		return claim?.token === token ? claim : undefined;
	}

	#take(key: string, claim: OpenClaim): Claim {
		this.#open.set(key, claim);
		return { state: "claimed", attempt: claim.attempt };
	}

	#forgetOpenAndKept(key: string): void {
		if (this.#open.delete(key)) return;
		const record = this.#kept.get(key);
		if (record !== undefined) this.#keptBytes -= record.kept.body.length;
		this.#kept.delete(key);
	}

	#hasPlace(now: number): boolean {
		const isFull = () => this.#open.size + this.#kept.size + this.#done.size >= this.#options.maxKeys;
		if (isFull()) this.#giveUpOverdue(now);
		return !isFull();
	}

	/** Claims that nobody renewed or gave back: their attempts stay. */
	#giveUpOverdue(now: number): void {
		let looks = FORGOTTEN_AT_ONCE;
		for (const [key, claim] of this.#open.entries()) {
			if (looks === 0) return;
			looks -= 1;
			if (claim.leaseEnd <= now) this.#giveUp(key, claim);
		}
	}

	#giveUp(key: string, { bodyHash, attempt }: OpenClaim): void {
		this.#open.delete(key);
		this.#failed.set(key, bodyHash, attempt);
	}
}

function claimKept(record: KeptRecord, bodyHash: string, token: string, now: number, leaseMs: number): Claim {
	const { claim } = record;
	if (record.bodyHash !== bodyHash) return CONFLICT;
	if (claim?.token === token) return renewed(claim, now + leaseMs);
	if (claim !== undefined && claim.leaseEnd > now) return BUSY;
	record.attempts += 1;
	record.claim = { token, bodyHash, attempt: record.attempts, leaseEnd: now + leaseMs };
	return { state: "claimed", attempt: record.attempts };
}

function sameAs(record: KeptRecord, bodyHash: string): Claim {
	return record.bodyHash === bodyHash ? DONE : CONFLICT;
}

function renewed(claim: OpenClaim, leaseEnd: number): Claim {
	claim.leaseEnd = leaseEnd;
	return { state: "claimed", attempt: claim.attempt };
}

function entryOf(key: string, { kept, keptAtMs, attempts }: KeptRecord): KeptEntry {
	const { route, event, source, reason, code, signedAtMs, body } = kept;
	return { key, route, event, source, reason, code, signedAtMs, keptAtMs, attempts, bytes: body.length };
}

/** A key that is cut or no text would make one delivery of two. */
function assertClaim(key: string, bodyHash: string, token: string): void {
	if (typeof key !== "string" || key.length === 0 || key.length > 512)
		throw new TypeError("key must be text of 1 to 512 characters");
	if (typeof token !== "string" || token.length === 0 || token.length > 64) {
		throw new TypeError("token must be text of 1 to 64 characters");
	}
	if (typeof bodyHash !== "string" || bodyHash.length !== 64) throw new TypeError("bodyHash must be 64 hexadecimal digits");
}

function noRoom(maxKeptBytes: number): Error {
	const message = `The memory inbox keeps no more than ${maxKeptBytes} bytes (maxKeptBytes): drop or replay what is kept, or raise it.`;
	return Object.assign(new Error(message), { code: "inbox_full" });
}
