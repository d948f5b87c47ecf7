// @ts-check
// A way to a server that loses an answer: the command arrives, the connection ends before anybody hears of it.
import { once } from "node:events";
import { connect, createServer } from "node:net";

/**
 * @param {number} port of the server
 * @returns {Promise<{ url: string, loseNext: (command: RegExp, skip?: number) => void, lost: () => number, close: () => void }>}
 */
export async function lossyProxy(port) {
	/** @type {{ command: RegExp, skip: number } | null} */
	let losing = null;
	let lost = 0;
	/** @type {Set<import("node:net").Socket>} */
	const sockets = new Set();
	const proxy = createServer((near) => {
		const far = connect(port, "127.0.0.1");
		let isDoomed = false;
		let isLost = false;
		near.on("data", (chunk) => {
			// Commands that wait for their answers come one by one.
			if (losing?.command.test(chunk.toString("latin1"))) {
				isDoomed = losing.skip === 0;
				losing = isDoomed ? null : { ...losing, skip: losing.skip - 1 };
			}
			far.write(chunk);
		});
		far.on("data", (chunk) => {
			if (!isDoomed) near.write(chunk);
			else if (!isLost) {
				isLost = true;
				lost += 1;
				// The server says so to nobody. This may be the answer to the command before.
				setTimeout(() => near.destroy(), 50);
			}
		});
		for (const [socket, other] of /** @type {const} */ ([
			[near, far],
			[far, near],
		])) {
			sockets.add(socket);
			socket.on("error", () => {});
			socket.on("close", () => {
				sockets.delete(socket);
				other.destroy();
			});
		}
	});
	proxy.listen(0, "127.0.0.1");
	await once(proxy, "listening");
	const address = /** @type {import("node:net").AddressInfo} */ (proxy.address());
	return {
		url: `redis://127.0.0.1:${address.port}`,
		loseNext: (command, skip = 0) => {
			losing = { command, skip };
		},
		lost: () => lost,
		close: () => {
			for (const socket of sockets) socket.destroy();
			proxy.close();
		},
	};
}
