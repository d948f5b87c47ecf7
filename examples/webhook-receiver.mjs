// A receiver of webhooks with nothing but node:http. It is tried by examples/webhook-send.mjs, which sends it signed requests.
import { appendFile } from "node:fs/promises";
import { createServer } from "node:http";
import { isPowensError, Webhooks } from "powens-users";

const events = {
	"/hooks/user-created": "USER_CREATED",
	"/hooks/user-deleted": "USER_DELETED",
	"/hooks/user-synced": "USER_SYNCED",
};
const webhooks = new Webhooks({ secretKey: process.env.POWENS_WEBHOOK_SECRET ?? "example-secret" });

async function handle({ url, headers, body }) {
	try {
		const event = webhooks.verify(events[url], { path: url, headers, body });
		// Powens may send a payload again: event.id tells. Queue event.body or event.payload, and answer fast.
		console.log(event.type, "of user", event.user.id, "payload", event.id);
		return 204;
	} catch (error) {
		if (!isPowensError(error)) throw error;
		console.warn(error.message);
		if (error.code !== "payload_invalid" || !error.authentic) return error.httpStatus;
		// Genuine, but not as documented: kept, and accepted, since Powens would send it again and hold back what follows.
		await appendFile(
			process.env.KEEP_IN ?? "unexpected-webhooks.ndjson",
			`${JSON.stringify({ url, body: body.toString("base64") })}\n`,
		);
		return 202;
	}
}

export const server = createServer(async (request, response) => {
	let size = 0;
	const chunks = [];
	for await (const chunk of request) {
		// One chunk beyond the 32 MiB that verify takes is enough for it to refuse the body.
		if (size <= 2 ** 25) chunks.push(chunk);
		size += chunk.length;
	}
	const status = await handle({ url: request.url, headers: request.headers, body: Buffer.concat(chunks) }).catch(() => 500);
	response.writeHead(status).end();
});
server.listen(process.env.PORT ?? 8788, "127.0.0.1");
