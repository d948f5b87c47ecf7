// Express 5 or 4: node express.mjs
import express from "express";
import { createReceiver, memoryInbox } from "powens-users/receiver";
import { expressHandler } from "powens-users/receiver/express";

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

const app = express();
app.use(expressHandler(receiver)); // before the parsers: it reads the bytes itself
app.use(express.json());
app.get("/health", (_request, response) => response.json(receiver.stats()));

const server = app.listen(Number(process.env.PORT ?? 8788), () => console.log(`Listening on port :${server.address().port}`));

process.on("SIGTERM", async () => {
	server.close();
	await receiver.stop({ timeoutMs: 10_000 });
	process.exit();
});
