// @ts-check
// Node's `fetch` sends nothing again by itself, whatever becomes of a connection: a refused delete is without effect there.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { loadEntry } from "./packed-entry.mjs";

const { UsersApi } = await loadEntry();

/** @typedef {(socket: import("node:net").Socket) => unknown} Break */

/** @type {Record<string, Break>} */
const breaks = {
	"is reset": (socket) => socket.resetAndDestroy(),
	"is closed": (socket) => socket.end(),
	"is reset in the middle of a head": (socket) => socket.write("HTTP/1.1 20", () => socket.resetAndDestroy()),
};

/**
 * Answers a get and keeps the connection, then breaks it on the first delete; others are refused.
 *
 * @param {import("node:test").TestContext} t
 * @param {Break} breakOff
 */
async function serve(t, breakOff) {
	/** How many requests each connection brought, and how many of them were deletes. @type {{ requests: number, deletes: number }[]} */
	const connections = [];
	const server = createServer((socket) => {
		const seen = { requests: 0, deletes: 0 };
		connections.push(seen);
		socket.on("error", () => {});
		socket.on("data", (bytes) => {
			seen.requests += 1;
			if (!bytes.toString("latin1").startsWith("DELETE ")) {
				socket.write('HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n{"id":1}');
				return;
			}
			seen.deletes += 1;
			if (connections.length === 1) breakOff(socket);
			else socket.write("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
		});
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	t.after(() => server.close());
	const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
	return { connections, baseUrl: `http://127.0.0.1:${port}/2.0` };
}

for (const [what, breakOff] of Object.entries(breaks)) {
	test(`a delete is sent once though its connection served before and ${what}`, async (t) => {
		const { connections, baseUrl } = await serve(t, breakOff);
		const api = new UsersApi({ baseUrl, userToken: "user-t0k3n", maxRetries: 0 });
		await api.get(1);
		// The connection is free again in a later task.
		await new Promise((resolve) => setTimeout(resolve, 50));
		await assert.rejects(api.delete(1), { code: "network", effect: "unknown", attempts: 1 });
		assert.deepEqual(connections, [{ requests: 2, deletes: 1 }]);
		await assert.rejects(api.delete(1), { code: "http_status", status: 401, effect: "none", attempts: 1 });
	});
}
