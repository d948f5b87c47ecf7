// An application, as app.node.test.mjs and app.vitest.test.mjs test it: it keeps what Powens finds, and deletes who leaves.
import { isPowensError } from "powens-users";
import { createReceiver, memoryInbox } from "powens-users/receiver";

/**
 * @param {{ api: import("powens-users").UsersApi, secretKey: string, inbox?: import("powens-users/receiver").Inbox }} options
 * `inbox`: postgresInbox or redisInbox where the application runs, memoryInbox in tests.
 * @returns `fetch` answers web-standard requests, as Hono, Next and workers take them.
 */
export function createApp({ api, secretKey, inbox = memoryInbox() }) {
	// In an application of yours this is a table.
	const found = new Map();

	const receiver = createReceiver({
		secretKey,
		inbox,
		routes: {
			"/hooks/connection-synced": {
				event: "CONNECTION_SYNCED",
				// Once for each delivery, however often Powens sends it.
				handle: async (event) => {
					found.set(event.user.id, (found.get(event.user.id) ?? 0) + [...event.transactions()].length);
				},
			},
		},
	});

	async function leave(userId) {
		try {
			await api.delete(userId);
		} catch (error) {
			if (!isPowensError(error)) throw error;
			// Forget nobody of whom it is not known that Powens has too.
			return Response.json({ effect: error.effect }, { status: 502 });
		}
		found.delete(userId);
		return new Response(null, { status: 204 });
	}

	return {
		transactionsOf: (userId) => found.get(userId) ?? 0,
		fetch: async (request) => {
			const { pathname } = new URL(request.url);
			if (receiver.hasRoute(pathname)) return receiver.fetch(request);
			const [, userId] = /^\/customers\/([1-9]\d*)$/.exec(pathname) ?? [];
			if (userId !== undefined && request.method === "DELETE") return leave(Number(userId));
			return new Response(null, { status: 404 });
		},
	};
}
