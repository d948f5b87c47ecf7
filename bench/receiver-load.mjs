// @ts-check
// Sends requests over connections that stay, one behind the other on each, and reads no more of an answer than its status.
import { once } from "node:events";
import { connect } from "node:net";

/**
 * @param {number} port
 * @param {readonly Buffer[]} requests
 * @param {number} connections at once
 * @returns {Promise<Map<number, number>>} how many answers had which status
 */
export async function load(port, requests, connections) {
	/** @type {Map<number, number>} */
	const statuses = new Map();
	let next = 0;
	const one = async () => {
		const line = await openLine(port);
		while (next < requests.length) {
			const request = /** @type {Buffer} */ (requests[next]);
			next += 1;
			const status = await line.ask(request);
			statuses.set(status, (statuses.get(status) ?? 0) + 1);
		}
		line.close();
	};
	await Promise.all(Array.from({ length: connections }, one));
	return statuses;
}

/** @param {number} port */
async function openLine(port) {
	const socket = connect({ port, host: "127.0.0.1", noDelay: true });
	await once(socket, "connect");
	let received = "";
	/** @type {(status: number) => void} */
	let answered = () => {};
	/** @type {(error: Error) => void} */
	let failed = () => {};
	socket.on("data", (chunk) => {
		received += chunk.toString("latin1");
		const head = received.indexOf("\r\n\r\n");
		if (head < 0) return;
		const length = Number(/\r\ncontent-length: (\d+)/i.exec(received)?.[1] ?? 0);
		if (received.length < head + 4 + length) return;
		const status = Number(received.slice(9, 12));
		received = "";
		answered(status);
	});
	socket.on("error", (error) => failed(error));
	socket.on("close", () => failed(new Error("the connection was closed")));
	return {
		ask: (/** @type {Buffer} */ request) =>
			new Promise((/** @type {(status: number) => void} */ resolve, reject) => {
				answered = resolve;
				failed = reject;
				socket.write(request);
			}),
		close: () => {
			failed = () => {};
			socket.destroy();
		},
	};
}
