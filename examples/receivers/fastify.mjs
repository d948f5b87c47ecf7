// Fastify 5: node fastify.mjs
import fastify from "fastify";
import { createReceiver, memoryInbox } from "powens-users/receiver";
import { fastifyPlugin } from "powens-users/receiver/fastify";

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

const app = fastify();
app.register(fastifyPlugin(receiver)); // in a scope of its own: your parsers stay as they are
app.get("/health", async () => receiver.stats());

console.log(`Listening on ${await app.listen({ port: Number(process.env.PORT ?? 8788) })}`);

process.on("SIGTERM", async () => {
	await Promise.all([receiver.stop({ timeoutMs: 10_000 }), app.close()]);
	process.exit();
});
