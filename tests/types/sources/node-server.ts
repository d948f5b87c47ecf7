// Compiles where Node's types are there.
import { createServer } from "node:http";
import { isPowensError, Webhooks } from "powens-users";

const webhooks = new Webhooks({ secretKey: "secret" });

export const server = createServer(async (request, response) => {
	try {
		const event = await webhooks.verifyNode("USER_SYNCED", request);
		webhooks.verify("USER_CREATED", { url: request.url ?? "/", headers: request.headers, body: Buffer.from("{}") });
		response.writeHead(204).end(String(event.connections.length));
	} catch (error) {
		if (!isPowensError(error)) throw error;
		response.writeHead(error.httpStatus ?? 500).end();
	}
});
