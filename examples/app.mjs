// An application, as app.node.test.mjs and app.vitest.test.mjs test it: it keeps what Powens finds, and deletes who leaves.
import { isPowensError } from "powens-users";

/**
 * @param {{ api: import("powens-users").UsersApi, webhooks: import("powens-users").Webhooks }} powens
 * @returns `fetch` answers web-standard requests, as Hono, Next and workers take them.
 */
export function createApp({ api, webhooks }) {
	// In an application of yours these two are tables.
	const found = new Map();
	const handled = new Set();

	async function receive(request) {
		let event;
		try {
			event = await webhooks.verifyRequest("CONNECTION_SYNCED", request);
		} catch (error) {
			if (!isPowensError(error)) throw error;
			return new Response(null, { status: error.httpStatus ?? 500 });
		}
		// Powens sends again what was not accepted, so the same payload may come twice.
		if (!handled.has(event.id)) {
			handled.add(event.id);
			found.set(event.user.id, (found.get(event.user.id) ?? 0) + [...event.transactions()].length);
		}
		return new Response(null, { status: 204 });
	}

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
			if (pathname === "/hooks/connection-synced") return receive(request);
			const [, userId] = /^\/customers\/([1-9]\d*)$/.exec(pathname) ?? [];
			if (userId !== undefined && request.method === "DELETE") return leave(Number(userId));
			return new Response(null, { status: 404 });
		},
	};
}
