// @ts-check
// A way between a client and PostgreSQL that breaks where a test wants it to.
import { once } from "node:events";
import { connect, createServer } from "node:net";

/**
 * @typedef {object} Proxy
 * @property {string} url
 * @property {(text: string, when: "before" | "after") => void} breakAt breaks the connection that next sends this text: before the
 *   server has got it, or after it has answered, without the answer
 * @property {(isHeld: boolean) => void} hold lets nothing through in either direction, and closes nothing, like a cable that is out
 * @property {() => void} close
 */

/**
 * @param {string} serverUrl
 * @returns {Promise<Proxy>}
 */
export async function startProxy(serverUrl) {
	const target = new URL(serverUrl);
	/** @type {{ text: string, when: "before" | "after" } | undefined} */
	let trap;
	let isHeld = false;
	/** @type {Set<import("node:net").Socket>} */
	const sockets = new Set();
	const server = createServer((client) => {
		const upstream = connect(Number(target.port), target.hostname);
		let isTrapped = false;
		const end = () => {
			client.destroy();
			upstream.destroy();
		};
		for (const socket of [client, upstream]) {
			sockets.add(socket);
			socket.on("error", end);
			socket.on("close", end);
		}
		client.on("data", (chunk) => {
			if (isHeld) return;
			if (trap !== undefined && chunk.includes(trap.text)) {
				const { when } = trap;
				trap = undefined;
				if (when === "before") return end();
				isTrapped = true;
			}
			upstream.write(chunk);
		});
		upstream.on("data", (chunk) => {
			if (isHeld) return;
			if (isTrapped) end();
			else client.write(chunk);
		});
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const url = new URL(serverUrl);
	url.port = String(/** @type {import("node:net").AddressInfo} */ (server.address()).port);
	return {
		url: url.href,
		breakAt: (text, when) => {
			trap = { text, when };
		},
		hold: (held) => {
			isHeld = held;
		},
		close: () => {
			server.close();
			for (const socket of sockets) socket.destroy();
		},
	};
}
