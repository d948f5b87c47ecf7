// Hono, here on Node: node hono.mjs
import { serve } from "@hono/node-server";
import { Hono } from "hono";
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

const app = new Hono();
app.all("/powens/*", (c) => receiver.fetch(c.req.raw)); // no middleware in front may read the body
app.get("/health", (c) => c.json(receiver.stats()));

const port = Number(process.env.PORT ?? 8788);
const server = serve({ fetch: app.fetch, port }, (address) => console.log(`Listening on port :${address.port}`));

process.on("SIGTERM", async () => {
	server.close();
	await receiver.stop({ timeoutMs: 10_000 });
	process.exit();
});
