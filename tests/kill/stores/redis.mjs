// @ts-check

import { redisInbox } from "powens-users/receiver/redis";
import { createClient } from "redis";

/** @param {string} url */
export async function openRedis(url) {
	const client = createClient({ url, socket: { reconnectStrategy: 50 } });
	// While the server is down; the client comes back by itself.
	client.on("error", () => {});
	await client.connect();
	return { inbox: redisInbox(client), affect: undefined, ownContext: undefined, close: async () => client.destroy() };
}
