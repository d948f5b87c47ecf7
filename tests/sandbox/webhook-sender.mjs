// @ts-check
// The sender of the sandbox by itself, with everything around it in the hands of a test.
import { once } from "node:events";
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { build } from "esbuild";

/** @param {string} entry below js/sandbox */
async function load(entry) {
	const absWorkingDir = new URL("../..", import.meta.url).pathname;
	const { outputFiles } = await build({
		absWorkingDir,
		entryPoints: [`js/sandbox/${entry}`],
		bundle: true,
		format: "esm",
		target: "es2022",
		write: false,
	});
	return import(`data:text/javascript;base64,${Buffer.from(outputFiles?.[0]?.contents ?? []).toString("base64")}`);
}

const { Sender } = await load("webhooks/sender.ts");
const { DEFAULT_CHOICES } = await load("choices.ts");
export const { pythonJson } = await load("webhooks/python-json.ts");
export const { CFONB_SAMPLE } = await load("webhooks/cfonb.ts");

export const SECRET = "a secret of the tests, é";
export const USER = Object.freeze({ id: 42, signin: "2026-06-01 12:34:56", platform: "web", agency: "Orléans 🏦" });
export const CONNECTION = Object.freeze({
	id: 421,
	id_user: 42,
	state: null,
	active: true,
	connector: { id: 9, name: "Crédit inventé 🏦" },
	sources: [{ id: 1, name: "openapi" }],
	accounts: [
		{
			id: 4211,
			name: "Compte chèque",
			balance: 300,
			currency: { id: "EUR", symbol: "€" },
			transactions: [{ id: 1, value: -12.5, original_wording: "CAFÉ « CHEZ ZOÉ »\t\u007f", coming: false }],
		},
	],
});

export const EVENTS = /** @type {const} */ ([
	{ event: "USER_CREATED", user: USER },
	{ event: "USER_DELETED", user: USER },
	{ event: "USER_SYNCED", user: USER, connections: [CONNECTION, { id: 422, state: "wrongpass", accounts: null }] },
	{ event: "CONNECTION_SYNCED", user: USER, connection: CONNECTION },
	{ event: "CONNECTION_DELETED", user: USER, connection: CONNECTION },
]);

/** @param {number} id */
export const created = (id) => ({ event: "USER_CREATED", user: { id, signin: "2026-06-01 12:34:56", platform: "web" } });

/** A clock that only a test moves. Its alarms are the runs that are planned. */
function testClock() {
	let now = Date.now();
	/** @type {{ dueMs: number, run: () => unknown }[]} */
	const alarms = [];
	return {
		now: () => now,
		/** @param {number} dueMs @param {() => unknown} run */
		schedule: (dueMs, run) => {
			const alarm = { dueMs, run };
			alarms.push(alarm);
			return () => {
				if (alarms.includes(alarm)) alarms.splice(alarms.indexOf(alarm), 1);
			};
		},
		planned: () => alarms.map(({ dueMs }) => dueMs - now),
		/** @param {number} ms */
		advance: async (ms) => {
			now += ms;
			for (const alarm of alarms.splice(0)) {
				if (alarm.dueMs <= now) await alarm.run();
				else alarms.push(alarm);
			}
		},
	};
}

/**
 * A sender, of which a test may want what no type allows.
 *
 * @typedef {{ [method: string]: any, flush: () => Promise<any[]>, deliveries: () => any[] }} Loose
 */

/**
 * @param {{ choices?: Partial<import("powens-users/sandbox").SandboxChoices> } & Record<string, unknown>} [options]
 * @returns {{ sender: Loose, clock: ReturnType<typeof testClock>, log: any[] }} `log`: what the sender told of its attempts.
 */
export function openSender({ choices = {}, ...options } = {}) {
	const clock = testClock();
	/** @type {any[]} */
	const log = [];
	const sender = new Sender({
		choices: { ...DEFAULT_CHOICES, ...choices },
		clock,
		schedule: clock.schedule,
		seed: 1,
		randomBytes: () => new Uint8Array(32),
		fetch: (/** @type {string} */ url, /** @type {RequestInit} */ init) => fetch(url, init),
		allowedHosts: [],
		gzip: false,
		cfonb: false,
		tokenOf: (/** @type {number} */ userId) => `token-of-${userId}`,
		secretOf: () => null,
		faultOf: () => null,
		log: (/** @type {unknown} */ entry) => log.push(entry),
		automatic: false,
		...options,
	});
	return { sender, clock, log };
}

/**
 * A handler that keeps what it gets, and answers by a function, or 204.
 *
 * @param {(request: Request, body: Uint8Array, count: number) => unknown} [answer]
 */
export function receiver(answer = () => new Response(null, { status: 204 })) {
	/** @type {any[]} Each with `request`, `body` and `json()`. */
	const received = [];
	/** @param {Request} request */
	const handler = async (request) => {
		const body = new Uint8Array(await request.clone().arrayBuffer());
		received.push({ request, body, json: () => JSON.parse(new TextDecoder().decode(body)) });
		return answer(request, body, received.length);
	};
	return { handler, received, ids: () => received.map(({ json }) => json().id) };
}

/**
 * A server on this machine that keeps what it gets.
 *
 * @param {import("node:test").TestContext} t
 * @param {(request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse, body: Buffer) => void} [answer]
 */
export async function listen(t, answer = (_, response) => response.writeHead(204).end()) {
	/** @type {any[]} Each with `method`, `url`, `headers` and `body`. */
	const received = [];
	const server = createServer(async (request, response) => {
		const body = await buffer(request);
		received.push({ method: request.method, url: request.url, headers: request.headers, body });
		answer(request, response, body);
	}).listen(0, "127.0.0.1");
	await once(server, "listening");
	t.after(() => {
		server.close();
		server.closeAllConnections();
	});
	const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
	return { origin: `http://127.0.0.1:${port}`, received };
}
