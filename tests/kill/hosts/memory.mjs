// @ts-check
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { memoryInbox } from "powens-users/receiver";
import { fromText, toText } from "../stores/memory.mjs";

/** Serves an inbox in the memory of this process. While it is down nobody gets through; it forgets nothing. @returns {Promise<import("./host.mjs").Host>} */
export async function hostMemory() {
	/** @type {any} */
	const inbox = memoryInbox();
	let isDown = false;
	const server = createServer(async (request, response) => {
		try {
			const { method, args } = fromText(await text(request));
			const result = await inbox[method](...args);
			// The step is done, and its answer lost, where it was asked for just before.
			if (isDown) request.socket.destroy();
			else response.end(toText({ result }));
		} catch (error) {
			response.writeHead(500).end(String(error));
		}
	});
	server.on("connection", (socket) => {
		if (isDown) socket.destroy();
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
	return {
		settings: { kind: "memory", url: `http://127.0.0.1:${port}/` },
		strike: async (downMs) => {
			isDown = true;
			server.closeAllConnections();
			await sleep(downMs);
			isDown = false;
		},
		effects: null,
		close: async () => {
			server.close();
			server.closeAllConnections();
		},
	};
}
