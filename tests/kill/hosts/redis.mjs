// @ts-check
import { setTimeout as sleep } from "node:timers/promises";
import { startRedis } from "../../receiver/servers/redis.mjs";

/** @returns {Promise<import("./host.mjs").Host>} */
export async function hostRedis() {
	const server = await startRedis();
	return {
		settings: { kind: "redis", url: server.url },
		strike: async (downMs) => {
			await server.kill();
			await sleep(downMs);
			await server.restart();
		},
		effects: null,
		close: () => server.stop(),
	};
}
