// Next.js: app/powens/[event]/route.js
import { createReceiver, memoryInbox } from "powens-users/receiver";

let receiver;

export function POST(request) {
	// Not before the first request: a build loads this file too, and has no secret.
	receiver ??= createReceiver({
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
	return receiver.fetch(request);
}
