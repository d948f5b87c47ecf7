// @ts-check
// Faults on real connections: what a client of node:http sees, and what the sandbox learns of clients who go away.
import assert from "node:assert/strict";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createSandbox } from "powens-users/sandbox";
import { listen } from "powens-users/sandbox/server";
import { requestsOf } from "./faults.mjs";

const AUTHORIZATION = "Bearer sandbox-user-token-1";

/**
 * @param {readonly import("powens-users/sandbox").FaultRule[]} rules
 * @param {(world: { sandbox: import("powens-users/sandbox").Sandbox, port: number, close: () => Promise<void> }) => Promise<void>} body
 */
async function serving(rules, body) {
	const sandbox = createSandbox({ users: 20, faults: { rules } });
	const server = await listen(sandbox, { port: 0 });
	try {
		await body({ sandbox, port: server.port, close: () => server.close() });
	} finally {
		sandbox.close();
		await server.close();
	}
}

/**
 * @param {number} port
 * @param {{ method?: string, path?: string, agent?: Agent }} [options]
 * @returns {Promise<{ status: number | null, text: string, code: string | null }>}
 */
function raw(port, { method = "GET", path = "/2.0/users/1", agent } = {}) {
	return new Promise((resolve) => {
		let text = "";
		/** @type {number | null} */
		let status = null;
		const failed = (/** @type {NodeJS.ErrnoException} */ error) => resolve({ status, text, code: error.code ?? error.message });
		const sent = request({
			host: "127.0.0.1",
			port,
			method,
			path,
			headers: { authorization: AUTHORIZATION },
			...(agent && { agent }),
		});
		sent.on("error", failed);
		sent.on("response", (response) => {
			status = response.statusCode ?? null;
			response.setEncoding("utf8");
			response.on("data", (chunk) => {
				text += chunk;
			});
			response.on("error", failed);
			response.on("end", () => resolve({ status, text, code: null }));
		});
		sent.end();
	});
}

test("refused and reset connections are reset, whatever the method, kept alive or new", async () => {
	for (const fault of /** @type {const} */ (["refused", "reset"])) {
		await serving([{ fault, performs: "never", on: "DELETE /users/{id}" }], async ({ port, sandbox }) => {
			const agent = new Agent({ keepAlive: true, maxSockets: 1 });
			for (let round = 0; round < 3; round += 1) {
				assert.equal((await raw(port, { agent })).status, 200);
				assert.deepEqual(await raw(port, { agent, method: "DELETE" }), { status: null, text: "", code: "ECONNRESET" });
				assert.deepEqual(await raw(port, { method: "DELETE" }), { status: null, text: "", code: "ECONNRESET" });
			}
			agent.destroy();
			assert.ok(
				(await requestsOf(sandbox)).every(({ ended, route }) => ended === (route?.startsWith("GET") ? "answered" : "unanswered")),
			);
		});
	}
});

test("a reset in the body comes after its first half", async () => {
	await serving([{ fault: "reset_in_body", performs: "before" }], async ({ port, sandbox }) => {
		const agent = new Agent({ keepAlive: true });
		for (const [path, whole] of /** @type {const} */ ([
			["/2.0/users/1", 60],
			["/2.0/users/1?again", 60],
		])) {
			const { status, text, code } = await raw(port, { path, agent });
			assert.equal(status, 200);
			assert.match(text, /^\{"id":1,/);
			assert.ok(text.length < whole && !text.endsWith("}"));
			assert.equal(code, "ECONNRESET");
		}
		agent.destroy();
		assert.deepEqual(
			(await requestsOf(sandbox)).map(({ ended, status }) => [ended, status]),
			[
				["broken-off", 200],
				["broken-off", 200],
			],
		);
	});
});

test("a connection that answered wrongly in whole is kept alive", async () => {
	for (const fault of /** @type {const} */ (["html_503", "truncated_json", "redirect", "error_500", "huge_body"])) {
		await serving([{ fault, bytes: 200_000 }], async ({ port, sandbox }) => {
			const agent = new Agent({ keepAlive: true, maxSockets: 1 });
			await raw(port, { agent });
			const [socket] = Object.values(agent.freeSockets).flat();
			await raw(port, { agent });
			assert.ok(socket !== undefined && socket === Object.values(agent.freeSockets).flat()[0], fault);
			agent.destroy();
			assert.ok((await requestsOf(sandbox)).every(({ ended }) => ended === "answered"));
		});
	}
});

test("a client who goes away has abandoned its request, before the answer and in the body", async () => {
	for (const [fault, status] of /** @type {const} */ ([
		["latency", null],
		["endless_body", 200],
		["huge_body", 200],
	])) {
		for (const method of ["GET", "DELETE"]) {
			await serving([{ fault, ms: 60_000, performs: "before", bytes: 2 ** 40 }], async ({ port, sandbox }) => {
				const socket = connect(port, "127.0.0.1");
				socket.on("error", () => {});
				socket.write(`${method} /2.0/users/1 HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: ${AUTHORIZATION}\r\n\r\n`);
				if (status === null) await sleep(50);
				else await once(socket, "data");
				assert.equal(sandbox.record().filter((entry) => entry.kind === "request" && entry.ended === "pending").length, 1);
				socket.destroy();
				const [entry] = await requestsOf(sandbox);
				assert.deepEqual([entry?.ended, entry?.status], ["abandoned", status], `${fault}, ${method}`);
			});
		}
	}
});

test("a client who does not read costs nothing, and holds nobody up", async () => {
	await serving([{ fault: "huge_body", bytes: 2 ** 40, on: "GET /users" }], async ({ port, sandbox }) => {
		const socket = connect(port, "127.0.0.1").pause();
		socket.on("error", () => {});
		socket.write("GET /2.0/users HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
		await sleep(200);
		const before = process.memoryUsage();
		await sleep(300);
		const { arrayBuffers, external } = process.memoryUsage();
		assert.ok(arrayBuffers + external - before.arrayBuffers - before.external < 30_000_000);
		assert.equal((await raw(port)).status, 200);
		socket.destroy();
		assert.equal((await requestsOf(sandbox))[0]?.ended, "abandoned");
	});
});

test("a server with faults under way closes in its time", async () => {
	const rules = /** @type {const} */ ([
		{ fault: "latency", ms: 60_000, performs: "before", on: "GET /users/{id}" },
		{ fault: "endless_body", on: "GET /users" },
	]);
	await serving(rules, async ({ port, sandbox, close }) => {
		const asked = [raw(port), raw(port, { path: "/2.0/users" })];
		await sleep(100);
		const started = performance.now();
		await close();
		assert.ok(performance.now() - started < 2_000);
		for (const { code } of await Promise.all(asked)) assert.equal(code, "ECONNRESET");
		assert.deepEqual(
			(await requestsOf(sandbox)).map(({ ended }) => ended),
			["abandoned", "abandoned"],
		);
	});
});

test("says nothing on the console", async (t) => {
	const said = t.mock.method(console, "error", () => {});
	const told = t.mock.method(console, "info", () => {});
	for (const fault of /** @type {const} */ (["refused", "reset", "reset_in_body", "endless_body", "latency"])) {
		await serving([{ fault, ms: 60_000 }], async ({ port }) => {
			const gone = await fetch(`http://127.0.0.1:${port}/2.0/users`, { signal: AbortSignal.timeout(60) }).catch(() => null);
			await gone?.text().catch(() => {});
			await sleep(20);
		});
	}
	assert.deepEqual([said.mock.callCount(), told.mock.callCount()], [0, 0]);
});
