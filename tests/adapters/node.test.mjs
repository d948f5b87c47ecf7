// @ts-check
// What only a server of Node can meet: requests that somebody has touched before, HTTP/2, and what is no request at all.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, IncomingMessage, ServerResponse } from "node:http";
import { connect as connectHttp2, createServer as createHttp2Server } from "node:http2";
import { Socket } from "node:net";
import { Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, test } from "node:test";
import { nodeListener } from "powens-users/receiver/node";
import { headOf, raw, send } from "./client.mjs";
import { recording } from "./receivers.mjs";
import { createdBody, PATHS, signed, unsigned } from "./signed.mjs";

/** @typedef {import("node:http").RequestListener} RequestListener */

const body = createdBody(1);
const good = signed(body);

/**
 * What the answer to a request is where something happens before the receiver gets it.
 *
 * @param {(listener: RequestListener, ...parts: Parameters<RequestListener>) => unknown} listen
 * @param {(port: number, state: ReturnType<typeof recording>) => Promise<unknown>} work
 */
async function serving(listen, work) {
	const state = recording();
	const listener = nodeListener(state.receiver);
	const server = createServer((request, response) => void listen(listener, request, response));
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	try {
		await work(/** @type {import("node:net").AddressInfo} */ (server.address()).port, state);
	} finally {
		server.close();
		server.closeAllConnections();
	}
}

describe("a request that somebody has touched", () => {
	/** @type {[name: string, touch: (request: IncomingMessage) => unknown, expected: unknown[]][]} */
	const touches = [
		["paused", (request) => request.pause(), [204, null]],
		["looked at by a logger too", (request) => request.on("data", () => {}), [204, null]],
		["paused by a logger", (request) => request.on("data", () => {}).pause(), [204, null]],
		["made text", (request) => request.setEncoding("utf8"), [500, "body_not_raw"]],
		["thrown away", (request) => once(request.resume(), "end"), [500, "body_consumed"]],
		["read in part", (request) => once(request, "readable").then(() => request.read(10)), [500, "body_consumed"]],
		["read, and its text left", async (request) => Object.assign(request, { body: await text(request) }), [204, null]],
	];
	for (const [name, touch, expected] of touches) {
		for (const isChunked of [false, true]) {
			test(`${name}${isChunked ? ", chunked" : ""}`, () =>
				serving(
					async (listener, request, response) => {
						const touched = touch(request);
						// Only who reads takes time: a listener is there at once.
						if (touched instanceof Promise) await touched;
						listener(request, response);
					},
					async (port) => {
						const { status, code } = await send(port, { ...good, isChunked });
						assert.deepEqual([status, code], expected);
					},
				));
		}
	}

	test("looked at by a logger, refused while it is still sending, and sent to its end", () =>
		serving(
			(listener, request, response) => {
				request.on("data", () => {});
				listener(request, response);
			},
			async (port) => {
				const connection = raw(port);
				const length = 3_000_000;
				await connection.write(headOf(unsigned(body), { "Content-Length": length }));
				await connection.until(/signature_missing/);
				const start = performance.now();
				await connection.write(Buffer.alloc(length));
				await connection.closed;
				assert.equal(connection.error, undefined);
				assert.ok(performance.now() - start < 3_000);
			},
		));

	test("destroyed: it is over at once", () =>
		serving(
			(listener, request, response) => {
				request.destroy();
				listener(request, response);
			},
			async (port, { outcomes }) => {
				await assert.rejects(send(port, good));
				while (outcomes.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
				assert.equal(outcomes[0]?.code, "body_unreadable");
			},
		));

	test("answered: nothing more is sent", () =>
		serving(
			(listener, request, response) => {
				response.writeHead(503).end('{"code":"somebody_else"}');
				listener(request, response);
			},
			async (port, { outcomes }) => {
				for (const sent of [good, unsigned(body)]) assert.equal((await send(port, sent)).code, "somebody_else");
				while (outcomes.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
			},
		));
});

test("an imitation of a request: what platforms make of their events", async () => {
	const state = recording();
	const request = Object.assign(new IncomingMessage(new Socket()), { method: "POST", url: good.path, body });
	for (const [name, value] of Object.entries(good.headers)) request.headers[name.toLowerCase()] = String(value);
	request.push(body);
	request.push(null);
	const response = new ServerResponse(request);
	const sink = new Writable({ write: (_chunk, _encoding, done) => done() });
	response.assignSocket(/** @type {Socket} */ (/** @type {unknown} */ (sink)));
	nodeListener(state.receiver)(request, response);
	await once(response, "finish");
	assert.deepEqual([response.statusCode, state.handled], [204, [1]]);
});

test("the target as a proxy writes it: with the origin", () =>
	serving(
		(listener, request, response) => listener(request, response),
		async (port, { handled }) => {
			const connection = raw(port);
			const head = headOf({ ...good, path: `http://example.com${good.path}` }, { "Content-Length": body.length });
			await connection.write(Buffer.concat([Buffer.from(head), body]));
			await connection.until(/ 204 /);
			connection.socket.destroy();
			assert.deepEqual(handled, [1]);
		},
	));

describe("a server that takes checkContinue", () => {
	/** @param {(port: number, state: ReturnType<typeof recording>) => Promise<void>} work */
	const asking = async (work) => {
		const state = recording();
		const listener = nodeListener(state.receiver);
		const server = createServer(listener).on("checkContinue", listener);
		server.listen(0, "127.0.0.1");
		await once(server, "listening");
		try {
			await work(/** @type {import("node:net").AddressInfo} */ (server.address()).port, state);
		} finally {
			server.close();
			server.closeAllConnections();
		}
	};

	test("asks for the body of a good head", () =>
		asking(async (port, { handled }) => {
			const connection = raw(port);
			await connection.write(headOf(good, { "Content-Length": body.length, Expect: "100-continue" }));
			assert.equal(await connection.until(/100 Continue\r\n\r\n/), "HTTP/1.1 100 Continue\r\n\r\n");
			await connection.write(body);
			await connection.until(/ 204 /);
			connection.socket.destroy();
			assert.deepEqual(handled, [1]);
		}));

	test("refuses another without its body", () =>
		asking(async (port) => {
			const connection = raw(port);
			await connection.write(headOf(unsigned(body), { "Content-Length": body.length, Expect: "100-continue" }));
			await connection.until(/signature_missing/);
			connection.socket.destroy();
			assert.doesNotMatch(connection.received, / 100 /);
		}));
});

describe("HTTP/2", () => {
	/** @param {(session: import("node:http2").ClientHttp2Session, state: ReturnType<typeof recording>) => Promise<void>} work */
	const connected = async (work) => {
		const state = recording();
		const server = createHttp2Server(nodeListener(state.receiver));
		server.listen(0, "127.0.0.1");
		await once(server, "listening");
		const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
		const session = connectHttp2(`http://127.0.0.1:${port}`);
		try {
			await work(session, state);
		} finally {
			session.destroy();
			server.close();
		}
	};
	/**
	 * @param {import("node:http2").ClientHttp2Session} session
	 * @param {import("./signed.mjs").Sent} sent
	 */
	const ask = async (session, { path, headers, body }) => {
		const stream = session.request({ ":method": "POST", ":path": path, ...headers });
		stream.on("error", () => {});
		const answered = once(stream, "response");
		stream.end(body);
		const [{ ":status": status }] = await answered;
		const answer = await text(stream);
		return [status, answer === "" ? null : JSON.parse(answer).code];
	};

	test("good, forged, duplicate", () =>
		connected(async (session, { handled }) => {
			assert.deepEqual(await ask(session, good), [204, null]);
			assert.deepEqual(await ask(session, { ...good, body: createdBody(2) }), [401, "signature_mismatch"]);
			assert.deepEqual(await ask(session, good), [204, null]);
			assert.deepEqual(handled, [1]);
		}));

	test("refused before its end: the stream is closed, the connection goes on", () =>
		connected(async (session, { handled }) => {
			const stream = session.request({ ":method": "POST", ":path": good.path });
			stream.on("error", () => {});
			// Not "close": Node waits for what it has not sent.
			const aborted = once(stream, "aborted");
			stream.write(Buffer.alloc(1_000_000));
			const [{ ":status": status }] = await once(stream, "response");
			let answer = "";
			stream.setEncoding("utf8").on("data", (chunk) => (answer += chunk));
			await aborted;
			assert.deepEqual([status, answer, stream.rstCode], [401, '{"code":"signature_missing"}', 0]);
			assert.deepEqual(await ask(session, good), [204, null]);
			assert.deepEqual(handled, [1]);
		}));
});

describe("options", () => {
	const { receiver } = recording();

	test("basePath is put back", async () => {
		const { receiver, handled } = recording();
		const server = createServer(nodeListener(receiver, { basePath: "/powens" }));
		server.listen(0, "127.0.0.1");
		await once(server, "listening");
		const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
		assert.equal((await send(port, { ...good, path: "/user-created?a=1" })).status, 204);
		assert.equal((await send(port, { ...good, path: PATHS.created })).status, 404);
		assert.equal((await send(port, { ...good, path: "http://proxy.example/user-created?a=1" })).status, 204, "of a whole URL");
		assert.equal((await send(port, { ...good, path: `http://proxy.example${PATHS.created}` })).status, 404);
		server.close();
		assert.deepEqual(handled, [1]);
	});

	for (const [name, make, message] of /** @type {[string, () => unknown, RegExp][]} */ ([
		["no receiver", () => nodeListener(/** @type {never} */ (undefined)), /createReceiver/],
		["options of one", () => nodeListener(/** @type {never} */ ({ routes: {} })), /createReceiver/],
		["no options", () => nodeListener(receiver, /** @type {never} */ (null)), /basePath/],
		["a relative base", () => nodeListener(receiver, { basePath: "api" }), /starts with \//],
		["a base with a slash at its end", () => nodeListener(receiver, { basePath: "/api/" }), /no \/ at its end/],
		["a base with a query", () => nodeListener(receiver, { basePath: "/api?x" }), /no query/],
		["a base of another type", () => nodeListener(receiver, { basePath: /** @type {never} */ (1) }), /basePath/],
	])) {
		test(`${name}: refused`, () => {
			assert.throws(make, (error) => {
				assert.deepEqual([Object(error).name, Object(error).code], ["PowensError", "invalid_argument"]);
				assert.match(Object(error).message, message);
				return true;
			});
		});
	}
});
