// A receiver of webhooks with nothing but node:http. It is tried by examples/webhook-send.mjs, which sends it signed requests.
import { appendFile } from "node:fs/promises";
import { createServer } from "node:http";
import { isPowensError, Webhooks } from "powens-users";

const { POWENS_WEBHOOK_SECRET: secretKey, KEEP_IN = "unexpected-webhooks.ndjson", PORT = 8788 } = process.env;
if (!secretKey) {
	console.error("Set POWENS_WEBHOOK_SECRET to the secret key of the webhook (console of Powens, Webhooks).");
	process.exit(1);
}

const events = {
	"/hooks/user-created": "USER_CREATED",
	"/hooks/user-deleted": "USER_DELETED",
	"/hooks/connection-synced": "CONNECTION_SYNCED",
};
const webhooks = new Webhooks({ secretKey });

/** Gives the status to answer with. */
async function receive(request) {
	const type = Object.hasOwn(events, request.url) ? events[request.url] : undefined;
	if (type === undefined) return 404;
	try {
		const event = await webhooks.verifyNode(type, request, { path: request.url });
		// Powens may send a payload again: its id tells. Queue it, and answer fast.
		console.log(type, "of user", event.user.id, "payload", event.id);
		return 204;
	} catch (error) {
		if (!isPowensError(error)) throw error;
		console.warn(error.message);
		if (error.code !== "payload_invalid" || !error.authentic) return error.httpStatus ?? 500;
		// Genuine, but not as documented: kept, and accepted, since Powens would send it again and hold back what follows.
		const kept = { type, issues: error.issues, body: Buffer.from(error.body).toString("base64") };
		await appendFile(KEEP_IN, `${JSON.stringify(kept)}\n`);
		return 202;
	}
}

export const server = createServer(async (request, response) => {
	response.writeHead(await receive(request).catch(() => 500)).end();
});
server.listen(PORT, "127.0.0.1");
