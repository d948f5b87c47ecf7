// node:http: node node.mjs
import { createServer } from "node:http";
import { createReceiver, memoryInbox } from "powens-users/receiver";
import { nodeListener } from "powens-users/receiver/node";

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

const listener = nodeListener(receiver);
const server = createServer(listener);
// Whoever asks first whether it may send its body is answered when the head was judged.
server.on("checkContinue", listener);
server.listen(Number(process.env.PORT ?? 8788), () => console.log(`Listening on port :${server.address().port}`));

process.on("SIGTERM", async () => {
	server.close();
	await receiver.stop({ timeoutMs: 10_000 });
	process.exit();
});
