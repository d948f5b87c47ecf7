// Deno: deno run --allow-net --allow-env deno.mjs
import { createReceiver, memoryInbox } from "powens-users/receiver";

const receiver = createReceiver({
	secretKey: Deno.env.get("POWENS_WEBHOOK_SECRET"),
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

const server = Deno.serve({ port: Number(Deno.env.get("PORT") ?? 8788) }, receiver.fetch);

Deno.addSignalListener("SIGTERM", async () => {
	await Promise.all([receiver.stop({ timeoutMs: 10_000 }), server.shutdown()]);
	Deno.exit();
});
