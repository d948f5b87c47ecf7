// Cloudflare Workers, with an inbox on Durable Objects.
import { createReceiver } from "powens-users/receiver";
import { durableObjectInbox, InboxShard } from "./workers-durable-object.mjs";

export { InboxShard };

let receiver;

export default {
	fetch(request, env, context) {
		receiver ??= createReceiver({
			secretKey: env.POWENS_WEBHOOK_SECRET,
			inbox: durableObjectInbox(env.INBOX),
			// A worker has 128 MB, and hands at most 32 MiB to an object.
			maxBodyBytes: 16 * 1_048_576,
			maxBufferedBytes: 32 * 1_048_576,
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
		const answer = receiver.fetch(request);
		// Goes on where Powens does not wait for the answer.
		context.waitUntil(answer);
		return answer;
	},
};
