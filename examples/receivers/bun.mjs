// Bun: bun run bun.mjs
import { createReceiver, memoryInbox } from "powens-users/receiver";

const receiver = createReceiver({
	secretKey: process.env.POWENS_WEBHOOK_SECRET,
	inbox: memoryInbox(), // to try it. Where there is more than one process, or a restart: postgresInbox(pool) or redisInbox(client)
	routes: {
		"/powens/user-created": {
			event: "USER_CREATED",
			handle: async (event) => console.log("created", event.user.id),
		},
		"/powens/connection-synced": {
			event: "CONNECTION_SYNCED",
			handle: async (event) => console.log("synced", event.user.id, event.connection.id),
		},
	},
});

const server = Bun.serve({
	port: Number(process.env.PORT ?? 8788),
	idleTimeout: 60, // seconds without a byte, the handler's time included; by default 10
	fetch: receiver.fetch,
});
console.log(`Listening on ${server.url}`);

process.on("SIGTERM", async () => {
	await Promise.all([receiver.stop({ timeoutMs: 10_000 }), server.stop()]);
	process.exit();
});
