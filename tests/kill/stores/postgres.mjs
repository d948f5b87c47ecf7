// @ts-check
import pg from "pg";
import { postgresInbox } from "powens-users/receiver/postgres";

/** No column of it is unique: what is done twice is there twice. */
export const EFFECTS_TABLE = `CREATE TABLE effects (
	route text NOT NULL, id bigint NOT NULL, instance text NOT NULL, attempt integer NOT NULL,
	claimed_ms double precision NOT NULL, started_ms double precision NOT NULL, at_ms double precision NOT NULL,
	is_replay boolean NOT NULL
)`;

/** A handler each, and one for what is kept. */
const CONNECTIONS = 10;

/** @param {string} url */
export function openPool(url) {
	const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS });
	// While the server is down; the pool makes new connections by itself.
	pool.on("error", () => {});
	return pool;
}

/** @param {string} url */
export async function openPostgres(url) {
	const pool = openPool(url);
	return {
		inbox: postgresInbox(pool),
		affect: (/** @type {{ client: pg.ClientBase }} */ { client }, /** @type {import("../judge.mjs").Effect} */ effect) => {
			const { route, id, instance, attempt, claimedMs, startedMs, atMs, isReplay } = effect;
			return client.query("INSERT INTO effects VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", [
				...[route, id, instance, attempt],
				...[claimedMs, startedMs, atMs, isReplay],
			]);
		},
		ownContext: () => ({ client: pool }),
		close: () => pool.end(),
	};
}
