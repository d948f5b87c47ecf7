// @ts-check
// Stores for the tests of the inbox on PostgreSQL: tables of their own, on the server of this run.
import pg from "pg";
import { postgresInbox } from "powens-users/receiver/postgres";
import { findPostgres } from "../../scripts/setup/postgres.mjs";
import { HASH } from "./kept-body.mjs";

/** @typedef {import("powens-users/receiver/postgres").PostgresInboxOptions} PostgresInboxOptions */
/** @typedef {import("powens-users/receiver/postgres").PostgresInbox<pg.PoolClient>} PostgresInbox */

/** Why no test of a real PostgreSQL can run here; false where it can. */
export const missing = findPostgres() === null ? "not run: no PostgreSQL server was found" : false;

export { HASH, KEPT, OTHER_HASH } from "./kept-body.mjs";
export const LONG = 600_000;

let made = 0;

/** A name that no other table has. */
export function newTable() {
	made += 1;
	return `inbox_${process.pid}_${made}`;
}

/** A text that no other is the same as: a key, a token. */
export function newText() {
	made += 1;
	return `/powens/user-created\ndefault\n${process.pid}-${made}`.slice(-64);
}

/**
 * A pool as a service has it. That a connection breaks is what many of the tests are about.
 *
 * @param {string} url
 * @param {pg.PoolConfig} [config]
 */
export function newPool(url, config) {
	const pool = new pg.Pool({ connectionString: url, max: 10, ...config });
	pool.on("error", () => {});
	/** @type {Set<pg.PoolClient>} */
	const clients = new Set();
	pool.on("connect", (client) => clients.add(client));
	pool.on("remove", (client) => clients.delete(client));
	return Object.assign(pool, {
		/** As the end of its process does it: all connections break, whoever has them. */
		crash: async () => {
			for (const client of clients) socketOf(client).destroy();
			await pool.end();
		},
	});
}

/**
 * @param {pg.Client} client
 * @returns {import("node:stream").Duplex}
 */
export function socketOf(client) {
	return client.connection.stream;
}

/**
 * Two processes on one store, each with a pool of its own; and a pool of nobody's, to look past them.
 *
 * @param {string} url
 * @param {PostgresInboxOptions} [options]
 * @param {pg.PoolConfig} [config]
 */
export async function newStore(url, options, config) {
	const table = newTable();
	const pools = [newPool(url, config), newPool(url, config)];
	const [inbox, inbox2] = pools.map((pool) => postgresInbox(pool, { table, ...options }));
	const admin = newPool(url, { max: 2 });
	if (inbox === undefined || inbox2 === undefined || pools[0] === undefined) throw new Error("no inbox");
	await inbox.migrate();
	await admin.query(`CREATE TABLE "${table}_effects" (name text NOT NULL)`);
	return {
		inbox,
		inbox2,
		table,
		admin,
		pool: pools[0],
		/** @returns {Promise<string[]>} what handlers wrote, and committed */
		effects: async () => (await admin.query(`SELECT name FROM "${table}_effects" ORDER BY name`)).rows.map(({ name }) => name),
		/** @param {string} key */
		row: async (key) => (await admin.query(`SELECT * FROM "${table}" WHERE key = $1`, [key])).rows[0],
		close: async () => {
			for (const pool of [...pools, admin]) await pool.crash();
		},
	};
}

/**
 * What a handler does: an effect in the claim's transaction.
 *
 * @param {{ query: (text: string, values: unknown[]) => Promise<unknown> }} client
 * @param {string} table
 * @param {string} name
 */
export function effect(client, table, name) {
	return client.query(`INSERT INTO "${table}_effects" VALUES ($1)`, [name]);
}

/**
 * A claim that must succeed.
 *
 * @param {PostgresInbox} inbox
 * @param {{ key?: string, token?: string, leaseMs?: number, hash?: string, which?: "new" | "kept" }} [options]
 */
export async function claimed(inbox, { key = newText(), token = newText(), leaseMs = LONG, hash = HASH, which = "new" } = {}) {
	const claim = await inbox.claim(key, hash, token, leaseMs, which);
	if (claim.state !== "claimed" || claim.context === undefined) throw new Error(`The claim is ${claim.state}.`);
	return { key, token, attempt: claim.attempt, client: claim.context.client };
}
