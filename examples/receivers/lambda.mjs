// AWS Lambda, behind the URL of the function or an API Gateway: the handler is lambda.handler
import { createReceiver, memoryInbox } from "powens-users/receiver";
import { lambdaHandler } from "powens-users/receiver/lambda";

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

// The routes are paths as they are registered at Powens: with the stage where the URL has one, "/prod/powens/user-created".
export const handler = lambdaHandler(receiver);
