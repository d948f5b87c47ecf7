// @ts-check
// The one address of all receivers. It gives each request to one of them by seed, alive or not, and some to two at once; a connection
// that breaks behind it is broken to the sender.
import { once } from "node:events";
import { Agent, request as ask, createServer } from "node:http";
import { chance, pick } from "./chance.mjs";
import { RECEIVERS, TWO_AT_ONCE } from "./plan.mjs";

/** @typedef {import("node:http").IncomingMessage} Incoming */

/**
 * @param {number} seed
 * @param {(slot: number) => number | null} portOf null while there is none
 */
export async function openBalancer(seed, portOf) {
	const agent = new Agent({ keepAlive: true });
	/** @type {Map<string, number>} */
	const counts = new Map();
	const server = createServer(async (request, response) => {
		const path = String(request.url);
		const count = (counts.get(path) ?? 0) + 1;
		counts.set(path, count);
		const ports = slotsOf(seed, path, count).map(portOf);
		const answer = await firstGood(ports.map((port) => forward(request, agent, port)));
		if (answer === null) request.socket.destroy();
		else if (!response.destroyed) response.writeHead(answer.status, answer.headers).end(answer.body);
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
	return {
		origin: `http://127.0.0.1:${port}`,
		close: () => {
			agent.destroy();
			server.close();
			server.closeAllConnections();
		},
	};
}

/** @param {number} seed @param {string} path @param {number} count which of its requests */
function slotsOf(seed, path, count) {
	const slot = pick([...Array(RECEIVERS).keys()], seed, "slot", path, count);
	if (chance(seed, "two", path, count) >= TWO_AT_ONCE) return [slot];
	return [slot, (slot + 1) % RECEIVERS];
}

/** @typedef {{ status: number, headers: import("node:http").OutgoingHttpHeaders, body: Buffer }} Answer */

/** The first 2xx, else the last answer there is. @param {readonly Promise<Answer | null>[]} answers @returns {Promise<Answer | null>} */
function firstGood(answers) {
	return new Promise((resolve) => {
		const goods = answers.map(async (answer) => {
			const got = await answer;
			if (got !== null && got.status >= 200 && got.status <= 299) resolve(got);
			return got;
		});
		Promise.all(goods).then((all) => resolve(all.findLast((answer) => answer !== null) ?? null));
	});
}

/** @param {Incoming} request @param {Agent} agent @param {number | null} port @returns {Promise<Answer | null>} */
function forward(request, agent, port) {
	if (port === null) return Promise.resolve(null);
	return new Promise((resolve) => {
		const { method, url: path, headers } = request;
		const sent = ask({ host: "127.0.0.1", port, method, path, headers, agent }, async (answer) => {
			try {
				const body = Buffer.concat(await answer.toArray());
				resolve({ status: Number(answer.statusCode), headers: answer.headers, body });
			} catch {
				resolve(null);
			}
		});
		sent.on("error", () => resolve(null));
		// Not piped: where one of two breaks, the other goes on.
		request.on("data", (chunk) => sent.write(chunk));
		request.on("end", () => sent.end());
		request.on("error", () => sent.destroy());
	});
}
