// @ts-check
import { setTimeout as sleep } from "node:timers/promises";
import { postgresInbox } from "powens-users/receiver/postgres";
import { startPostgres } from "../../receiver/servers/postgres.mjs";
import { EFFECTS_TABLE, openPool } from "../stores/postgres.mjs";

/** @returns {Promise<import("./host.mjs").Host>} */
export async function hostPostgres() {
	const server = await startPostgres();
	const pool = openPool(server.url);
	await postgresInbox(pool).migrate();
	await pool.query(EFFECTS_TABLE);
	return {
		settings: { kind: "postgres", url: server.url },
		strike: async (downMs) => {
			await server.stopImmediate();
			await sleep(downMs);
			await server.restart();
		},
		effects: async () => {
			const { rows } = await pool.query("SELECT * FROM effects");
			return rows.map(({ route, id, instance, attempt, claimed_ms, started_ms, at_ms, is_replay }) => ({
				...{ route, id: Number(id), instance, attempt, isReplay: is_replay },
				...{ claimedMs: claimed_ms, startedMs: started_ms, atMs: at_ms },
			}));
		},
		close: async () => {
			await pool.end();
			await server.stop();
		},
	};
}
