// Cloud Functions of Google: npx functions-framework --source=cloud-functions.mjs --target=powens
// Firebase is the same with: export const powens = onRequest(cloudFunction(receiver));
import { http } from "@google-cloud/functions-framework";
import { createReceiver, memoryInbox } from "powens-users/receiver";
import { cloudFunction } from "powens-users/receiver/cloud-functions";

const receiver = createReceiver({
	secretKey: process.env.POWENS_WEBHOOK_SECRET,
	inbox: memoryInbox(), // to try it: each instance has one of its own, and forgets it. In earnest: postgresInbox(pool) or redisInbox(client)
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

// Behind https://REGION-PROJECT.cloudfunctions.net/powens, which cuts the name of the function from the path that Powens signs:
// cloudFunction(receiver, { basePath: "/powens" }), and routes that begin with it.
http("powens", cloudFunction(receiver));
