// A receiver of webhooks with nothing but node:http. It is tried by examples/webhook-send.mjs, which sends it signed requests.
import { appendFile } from "node:fs/promises";
import { createServer } from "node:http";
import { checkPayload, isPowensError, Webhooks } from "powens-users";

const events = {
	"/hooks/user-created": "USER_CREATED",
	"/hooks/user-deleted": "USER_DELETED",
	"/hooks/user-synced": "USER_SYNCED",
};
const webhooks = new Webhooks({ secretKey: process.env.POWENS_WEBHOOK_SECRET ?? "example-secret" });

/** Gives the status to answer with. */
async function receive(request) {
	const type = Object.hasOwn(events, request.url) ? events[request.url] : undefined;
	if (type === undefined) return 404;
	try {
		const { body } = await webhooks.verifyNodeSignature(request, { path: request.url });
		const { ok, value, issues } = checkPayload(type, body);
		if (ok) {
			// Powens may send a payload again: its id tells. Queue it, and answer fast.
			console.log(type, "of user", (value.user ?? value).id, "payload", value.id_webhook_data);
			return 204;
		}
		// Genuine, but not as documented: kept, and accepted, since Powens would send it again and hold back what follows.
		const kept = { type, issues, body: Buffer.from(body).toString("base64") };
		await appendFile(process.env.KEEP_IN ?? "unexpected-webhooks.ndjson", `${JSON.stringify(kept)}\n`);
		return 202;
	} catch (error) {
		console.warn(error.message);
		return isPowensError(error) ? error.httpStatus : 500;
	}
}

export const server = createServer(async (request, response) => {
	response.writeHead(await receive(request)).end();
});
server.listen(process.env.PORT ?? 8788, "127.0.0.1");
