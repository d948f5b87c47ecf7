// @ts-check
// Where the inboxes that are measured have their stores: Redis and PostgreSQL as the tests start them, if this machine has them.
import { NotRun } from "../scripts/lib/stop.mjs";
import { startPostgres } from "../tests/receiver/servers/postgres.mjs";
import { startRedis } from "../tests/receiver/servers/redis.mjs";

/** @typedef {{ name: "redis" | "postgres", url: string, stop: () => Promise<void> }} Store */

/** @type {Record<Store["name"], () => Promise<{ url: string, stop: () => Promise<void> }>>} */
const starts = {
	redis: startRedis,
	// As it is set up where nobody says otherwise: the tests do not wait for the disk.
	postgres: () => startPostgres(["fsync=on", "full_page_writes=on"]),
};

/** @returns {Promise<Store[]>} those that there are */
export async function startStores() {
	/** @type {Store[]} */
	const stores = [];
	for (const [name, start] of Object.entries(starts)) {
		try {
			stores.push({ name: /** @type {Store["name"]} */ (name), ...(await start()) });
		} catch (error) {
			if (!(error instanceof NotRun)) throw error;
			console.log(`${name} not run: ${error.message}`);
		}
	}
	return stores;
}
