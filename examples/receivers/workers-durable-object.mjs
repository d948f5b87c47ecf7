// An inbox on Durable Objects of Cloudflare, for the receiver of workers.mjs: the worker exports `InboxShard`, and binds it as INBOX.
import { DurableObject } from "cloudflare:workers";

/** A row holds 2 MB at most. */
const PART_BYTES = 1_048_576;

/**
 * The inbox of a receiver in front of the objects: `durableObjectInbox(env.INBOX)`.
 *
 * @param {{ retentionMs?: number, shards?: number, name?: string }} [options] `shards`: how many objects share the keys. Neither it
 * nor `name` is to be changed later: a key would be looked for in another object.
 */
export function durableObjectInbox(namespace, { retentionMs = 30 * 86_400_000, shards = 4, name = "inbox" } = {}) {
	const shard = (number) => namespace.get(namespace.idFromName(`${name}-${number}`));
	const all = () => Array.from({ length: shards }, (_, number) => shard(number));
	const of = (key) => shard(hash(key) % shards);
	return {
		retentionMs,
		claim: (key, bodyHash, token, leaseMs, which) => of(key).claim(key, bodyHash, token, leaseMs, which, retentionMs),
		renew: (key, token, leaseMs) => of(key).renew(key, token, leaseMs),
		commit: (key, token) => of(key).commit(key, token, retentionMs),
		release: (key, token, isAttempt) => of(key).release(key, token, isAttempt),
		keep: (key, token, kept) => of(key).keep(key, token, kept, retentionMs),
		read: (key) => of(key).read(key),
		drop: (key) => of(key).drop(key),
		list: async ({ after, limit = 100 } = {}) => {
			const position = after === undefined ? undefined : { key: after, keptAtMs: await of(after).keptAtMs(after) };
			const lists = await Promise.all(all().map((object) => object.list(position, limit)));
			return lists.flat().sort(byAge).slice(0, limit);
		},
	};
}

const byAge = (a, b) => a.keptAtMs - b.keptAtMs || (a.key < b.key ? -1 : 1);

/** FNV-1a. */
function hash(text) {
	let value = 0x811c9dc5;
	for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193);
	return value >>> 0;
}

/**
 * A share of the keys, in SQLite. There is one such object in the world, its methods run one after the other, and none of them waits
 * for anything: so each is one transaction, and what it wrote is stored before its answer leaves.
 */
export class InboxShard extends DurableObject {
	constructor(ctx, env) {
		super(ctx, env);
		this.sql.exec(`
			CREATE TABLE IF NOT EXISTS deliveries (
				key TEXT PRIMARY KEY,
				body_hash TEXT NOT NULL,
				attempts INTEGER NOT NULL,
				is_done INTEGER NOT NULL DEFAULT 0,
				token TEXT, -- of the claim, or of the one that ended it
				lease_ends INTEGER NOT NULL DEFAULT 0, -- 0: no claim
				forget_at INTEGER NOT NULL,
				kept_at INTEGER, -- stays when the body is dropped: a list may go on from there
				kept TEXT -- JSON; NULL: nothing is kept
			) WITHOUT ROWID;
			CREATE INDEX IF NOT EXISTS by_age ON deliveries (forget_at) WHERE kept IS NULL;
			CREATE INDEX IF NOT EXISTS by_kept ON deliveries (kept_at, key) WHERE kept IS NOT NULL;
			CREATE TABLE IF NOT EXISTS parts (key TEXT, part INTEGER, bytes BLOB NOT NULL, PRIMARY KEY (key, part)) WITHOUT ROWID;
		`);
	}

	get sql() {
		return this.ctx.storage.sql;
	}

	claim(key, bodyHash, token, leaseMs, which, retentionMs) {
		const now = Date.now();
		this.#forget(now);
		const row = this.#row(key);
		if (row === undefined) {
			if (which === "kept") return { state: "done" };
			const values = [key, bodyHash, token, now + leaseMs, now + leaseMs + retentionMs];
			this.sql.exec(
				"INSERT INTO deliveries (key, body_hash, attempts, token, lease_ends, forget_at) VALUES (?, ?, 1, ?, ?, ?)",
				...values,
			);
			return { state: "claimed", attempt: 1 };
		}
		if (row.body_hash !== bodyHash) return { state: "conflict" };
		if (which === "kept" ? row.kept === null : row.is_done === 1) return { state: "done" };
		if (row.lease_ends > 0 && row.token === token) return { state: "claimed", attempt: row.attempts };
		if (row.lease_ends > now) return { state: "busy" };
		const values = [token, now + leaseMs, now + leaseMs + retentionMs, key];
		this.sql.exec(
			"UPDATE deliveries SET attempts = attempts + 1, token = ?, lease_ends = ?, forget_at = ? WHERE key = ?",
			...values,
		);
		return { state: "claimed", attempt: row.attempts + 1 };
	}

	renew(key, token, leaseMs) {
		if (!this.#holds(key, token)) return false;
		const change = "UPDATE deliveries SET lease_ends = ?1, forget_at = max(forget_at, ?1) WHERE key = ?2";
		this.sql.exec(change, Date.now() + leaseMs, key);
		return true;
	}

	commit(key, token, retentionMs) {
		if (!this.#holds(key, token)) return this.#wasEndedBy(key, token, "handled");
		this.#dropParts(key);
		const change = "UPDATE deliveries SET is_done = 1, kept = NULL, lease_ends = 0, forget_at = ? WHERE key = ?";
		this.sql.exec(change, Date.now() + retentionMs, key);
		return true;
	}

	release(key, token, isAttempt = true) {
		if (!this.#holds(key, token)) return;
		const change = "UPDATE deliveries SET token = NULL, lease_ends = 0, attempts = attempts - ? WHERE key = ?";
		this.sql.exec(change, isAttempt ? 0 : 1, key);
	}

	keep(key, token, { body, ...about }, retentionMs) {
		if (!this.#holds(key, token)) return this.#wasEndedBy(key, token, "kept");
		const now = Date.now();
		this.ctx.storage.transactionSync(() => {
			this.#dropParts(key);
			for (let part = 0; part * PART_BYTES < body.length; part++) {
				const bytes = body.slice(part * PART_BYTES, (part + 1) * PART_BYTES);
				this.sql.exec("INSERT INTO parts VALUES (?, ?, ?)", key, part, bytes);
			}
			const kept = JSON.stringify({ ...about, bytes: body.length });
			const change = "UPDATE deliveries SET is_done = 1, kept = ?, kept_at = ?, lease_ends = 0, forget_at = ? WHERE key = ?";
			this.sql.exec(change, kept, now, now + retentionMs, key);
		});
		return true;
	}

	/** @param {{ key: string, keptAtMs: number } | undefined} after */
	list(after, limit) {
		const { key, keptAtMs } = after ?? { key: "", keptAtMs: 0 };
		const select = "SELECT * FROM deliveries WHERE kept IS NOT NULL AND (kept_at, key) > (?, ?) ORDER BY kept_at, key LIMIT ?";
		return this.sql.exec(select, keptAtMs, key, limit).toArray().map(entryOf);
	}

	read(key) {
		const row = this.#row(key);
		if (row === undefined || row.kept === null) return undefined;
		const entry = entryOf(row);
		const body = new Uint8Array(entry.bytes);
		for (const { part, bytes } of this.sql.exec("SELECT part, bytes FROM parts WHERE key = ?", key))
			body.set(new Uint8Array(bytes), part * PART_BYTES);
		return { ...entry, body };
	}

	drop(key) {
		const row = this.#row(key);
		if (row === undefined || row.kept === null || row.lease_ends > Date.now()) return false;
		this.#dropParts(key);
		this.sql.exec("UPDATE deliveries SET kept = NULL, lease_ends = 0, token = NULL WHERE key = ?", key);
		return true;
	}

	/** Where a list that ended with this key goes on. */
	keptAtMs(key) {
		return this.#row(key)?.kept_at ?? 0;
	}

	#row(key) {
		return this.sql.exec("SELECT * FROM deliveries WHERE key = ?", key).toArray()[0];
	}

	/** Also past its lease, as long as nobody has taken it over. */
	#holds(key, token) {
		const row = this.#row(key);
		return row !== undefined && row.token === token && row.lease_ends > 0;
	}

	/** Whether this very step was done before: a call may arrive twice. */
	#wasEndedBy(key, token, how) {
		const row = this.#row(key);
		if (row === undefined || row.is_done === 0 || row.token !== token || row.lease_ends !== 0) return false;
		return how === (row.kept === null ? "handled" : "kept");
	}

	#dropParts(key) {
		this.sql.exec("DELETE FROM parts WHERE key = ?", key);
	}

	/** A few at a time, so that no call takes long; kept ones never. */
	#forget(now) {
		const old = "SELECT key FROM deliveries WHERE kept IS NULL AND forget_at < ? LIMIT 16";
		this.sql.exec(`DELETE FROM deliveries WHERE key IN (${old})`, now);
	}
}

function entryOf({ key, kept, kept_at, attempts }) {
	return { key, ...JSON.parse(kept), keptAtMs: kept_at, attempts };
}
