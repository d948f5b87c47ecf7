// @ts-check
// The receiver among other middleware of Koa.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { test } from "node:test";
import Koa from "koa";
import { koaMiddleware } from "powens-users/receiver/koa";
import { headOf, raw, send } from "./client.mjs";
import { recording } from "./receivers.mjs";
import { createdBody, signed, unsigned } from "./signed.mjs";

/**
 * @param {Koa.Middleware[]} around before and behind the receiver
 * @param {(port: number, state: ReturnType<typeof recording>) => Promise<void>} work
 * @param {import("powens-users/receiver/koa").AdapterOptions} [options]
 */
async function among([before, behind], work, options) {
	const state = recording();
	const app = new Koa();
	for (const middleware of [before, koaMiddleware(state.receiver, options), behind]) {
		if (middleware !== undefined) app.use(middleware);
	}
	const server = createServer(app.callback()).listen(0, "127.0.0.1");
	await once(server, "listening");
	try {
		await work(/** @type {import("node:net").AddressInfo} */ (server.address()).port, state);
	} finally {
		server.close();
		server.closeAllConnections();
	}
}

test("what has no route goes on, with its body", () =>
	among(
		[
			async (_context, next) => next(),
			async (context) => {
				context.body = { code: String(await buffer(context.req)) };
			},
		],
		async (port, { outcomes }) => {
			const answer = await send(port, { path: "/other", headers: {}, body: Buffer.from("hello") });
			assert.deepEqual([answer.status, answer.code, outcomes], [200, "hello", []]);
		},
	));

test("middleware in front sees what is answered, and may add headers", async () => {
	/** @type {unknown[]} */
	const seen = [];
	await among(
		[
			async (context, next) => {
				context.set("X-Request-Id", "7");
				await next();
				seen.push([context.status, context.body]);
			},
		],
		async (port) => {
			const accepted = await send(port, signed(createdBody(1)));
			const refused = await send(port, unsigned(createdBody(2)));
			const unread = raw(port);
			await unread.write(headOf(unsigned(createdBody(3)), { "Content-Length": 1000 }));
			await unread.until(/401 .*x-request-id: 7.*signature_missing/is);
			unread.socket.destroy();
			assert.deepEqual([accepted.headers?.["x-request-id"], refused.headers?.["x-request-id"]], ["7", "7"]);
			assert.deepEqual([refused.headers?.["content-type"], accepted.headers?.["content-type"]], ["application/json", undefined]);
			assert.deepEqual(seen, [
				[204, null],
				[401, '{"code":"signature_missing"}'],
				[401, undefined],
			]);
		},
	);
});

test("answered by somebody else while the handler runs: nothing more is sent", () =>
	among(
		[
			async (context, next) => {
				setTimeout(() => context.res.writeHead(503).end('{"code":"too_slow"}'), 10);
				await next();
			},
		],
		async (port, state) => {
			state.meanwhile = () => new Promise((resolve) => setTimeout(resolve, 100));
			assert.equal((await send(port, signed(createdBody(1)))).code, "too_slow");
			while (state.outcomes.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
			assert.deepEqual(state.handled, [1]);
		},
	));

test("what counts is the path that was asked for", () =>
	among(
		[
			async (context, next) => {
				context.url = context.url.replace("/powens", "");
				await next();
			},
		],
		async (port, { handled }) => {
			assert.equal((await send(port, signed(createdBody(1)))).status, 204);
			assert.deepEqual(handled, [1]);
		},
	));

test("basePath is put back", () =>
	among(
		[],
		async (port, { handled }) => {
			assert.equal((await send(port, { ...signed(createdBody(1)), path: "/user-created" })).status, 204);
			assert.equal((await send(port, signed(createdBody(1)))).status, 404);
			assert.deepEqual(handled, [1]);
		},
		{ basePath: "/powens" },
	));

test("what is no receiver is told", () => {
	assert.throws(() => koaMiddleware(/** @type {never} */ ({})), { code: "invalid_argument" });
	assert.throws(() => koaMiddleware(recording().receiver, { basePath: "x" }), { code: "invalid_argument" });
});
