// @ts-check
// The servers that the benchmark of the receiver measures: each answers deliveries of Powens, or of stripe, over node:http.
import { createServer } from "node:http";
import pg from "pg";
import { createReceiver, memoryInbox } from "powens-users/receiver";
import { nodeListener } from "powens-users/receiver/node";
import { postgresInbox } from "powens-users/receiver/postgres";
import { redisInbox } from "powens-users/receiver/redis";
import { createClient } from "redis";
import Stripe from "stripe";
import { path, secretKey } from "./contenders.mjs";

/**
 * @typedef {import("node:http").RequestListener} Listener
 * @typedef {import("powens-users/receiver").Inbox} Inbox
 */

/** Handles an event as little as can be: a handler of its own takes the same time everywhere. */
const handle = (/** @type {{ user: { id: number } }} */ event) => {
	if (event.user.id !== 48_213) throw new Error("another user than was sent");
};

/** @param {Inbox} inbox */
function receiverOn(inbox) {
	return nodeListener(createReceiver({ secretKey, inbox, routes: { [path]: { event: "USER_SYNCED", handle } } }));
}

/**
 * By their names; of a store, by the URL of its server.
 *
 * @satisfies {Record<string, (url: string) => Listener | Promise<Listener>>}
 */
export const listeners = {
	receiver: () => receiverOn(memoryInbox({ maxKeys: 10_000_000 })),
	redis: async (url) => receiverOn(redisInbox(await createClient({ url }).connect())),
	postgres: async (url) => {
		const inbox = postgresInbox(new pg.Pool({ connectionString: url }));
		await inbox.migrate();
		return receiverOn(/** @type {Inbox} */ (/** @type {unknown} */ (inbox)));
	},
	stripe: () => stripe,
	empty: () => empty,
};

/** @typedef {keyof typeof listeners} Served */

/** What is left of a handler once everything is taken away. */
function empty(
	/** @type {import("node:http").IncomingMessage} */ _request,
	/** @type {import("node:http").ServerResponse} */ response,
) {
	response.writeHead(204).end();
}

/**
 * The body by events, which is the fastest way to have it, and `constructEvent` over it.
 *
 * @type {Listener}
 */
function stripe(request, response) {
	/** @type {Buffer[]} */
	const chunks = [];
	request.on("data", (chunk) => chunks.push(chunk));
	request.on("end", () => {
		const [first] = chunks;
		const body = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
		let status = 204;
		try {
			const event = Stripe.webhooks.constructEvent(body, request.headers["stripe-signature"] ?? "", secretKey);
			handle(/** @type {never} */ (event));
		} catch {
			status = 400;
		}
		response.writeHead(status).end();
	});
}

/**
 * Serves on a free port of this machine.
 *
 * @param {Listener} listener
 * @returns {Promise<{ port: number, close: () => void }>}
 */
export async function serve(listener) {
	const server = createServer(listener);
	await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
	const address = server.address();
	if (address === null || typeof address === "string") throw new Error("the server has no port");
	return { port: address.port, close: () => server.close() };
}
