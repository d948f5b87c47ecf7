// @ts-check
// The receiver as a plugin of Fastify: its scope, its paths, and what it leaves to others.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fastify from "fastify";
import { createReceiver, memoryInbox } from "powens-users/receiver";
import { fastifyPlugin } from "powens-users/receiver/fastify";
import { headOf, raw, send } from "./client.mjs";
import { recording } from "./receivers.mjs";
import { createdBody, PATHS, SECRET, signed, unsigned } from "./signed.mjs";

/** @typedef {import("fastify").FastifyInstance} FastifyInstance */

/**
 * @param {FastifyInstance} app
 * @param {(port: number) => Promise<void>} work
 */
async function listening(app, work) {
	await app.listen({ port: 0, host: "127.0.0.1" });
	try {
		await work(/** @type {import("node:net").AddressInfo} */ (app.server.address()).port);
	} finally {
		app.server.closeAllConnections();
		await app.close();
	}
}

/** @param {string[]} paths */
function receiverOf(...paths) {
	const routes = Object.fromEntries(
		paths.map((path) => [path, { event: /** @type {const} */ ("USER_CREATED"), handle: () => {} }]),
	);
	return createReceiver({ secretKey: SECRET, inbox: memoryInbox(), routes });
}

test("other routes keep their parsers, and limits of Fastify do not count for the receiver", async () => {
	const { receiver, handled } = recording();
	const app = fastify({ bodyLimit: 2_000 });
	app.post("/json", async (request) => ({ code: /** @type {{ said: string }} */ (request.body).said }));
	app.addContentTypeParser(
		"text/csv",
		{ parseAs: "string" },
		async (/** @type {unknown} */ _request, /** @type {string} */ text) => text,
	);
	app.post("/csv", async (request) => ({ code: request.body }));
	app.register(fastifyPlugin(receiver));
	await listening(app, async (port) => {
		const post = (/** @type {string} */ path, /** @type {string} */ type, /** @type {string} */ text) =>
			send(port, { path, headers: { "Content-Type": type }, body: Buffer.from(text) });
		assert.equal((await post("/json", "application/json", '{"said":"hello"}')).code, "hello");
		assert.equal((await post("/csv", "text/csv", "a,b")).code, "a,b");
		assert.equal((await post("/csv", "text/unknown", "a,b")).status, 415);
		assert.equal((await post("/json", "application/json", JSON.stringify("x".repeat(3_000)))).status, 413);
		assert.equal((await send(port, signed(createdBody(1, { pad: "x".repeat(50_000) })))).status, 204);
	});
	assert.deepEqual(handled, [1]);
});

test("any type of content, or none", async () => {
	const { receiver, handled } = recording();
	await listening(fastify().register(fastifyPlugin(receiver)), async (port) => {
		for (const [id, type] of [
			"application/json",
			"text/plain",
			"application/x-www-form-urlencoded",
			"what/ever",
			"",
			undefined,
		].entries()) {
			const { headers, ...sent } = signed(createdBody(id));
			const { "Content-Type": _type, ...others } = headers;
			const answer = await send(port, { ...sent, headers: { ...others, ...(type !== undefined && { "Content-Type": type }) } });
			assert.equal(answer.status, type === "" ? 415 : 204, type);
		}
	});
	assert.deepEqual(handled, [0, 1, 2, 3, 5]);
});

describe("paths", () => {
	for (const path of [
		"/powens/user-created",
		"/powens:user/a::b",
		"/p%C3%A9/c%20d",
		"/é/ü",
		"/a(b)c",
		"/a/",
		"/a;b=c,d",
		"//a//b",
		"/%7euser",
	]) {
		test(path, async () => {
			await listening(fastify().register(fastifyPlugin(receiverOf(path))), async (port) => {
				const asked = encodeURI(path).replaceAll("%25", "%");
				const expected = asked === path ? 204 : 404;
				assert.equal((await send(port, { ...signed(createdBody(1), { path }), path: asked })).status, expected);
				assert.equal((await send(port, { ...signed(createdBody(2), { path }), path: `${asked}x` })).status, 404);
			});
		});
	}

	test("what the router takes for the same is not the same", async () => {
		const app = fastify({ routerOptions: { caseSensitive: false, ignoreTrailingSlash: true } });
		await listening(app.register(fastifyPlugin(receiverOf(PATHS.created))), async (port) => {
			for (const [path, status] of /** @type {const} */ ([
				[PATHS.created, 204],
				[PATHS.created.toUpperCase(), 404],
				[`${PATHS.created}/`, 404],
				[PATHS.created.replace("e", "%65"), 404],
			])) {
				assert.equal((await send(port, { ...signed(createdBody(1)), path })).status, status, path);
			}
		});
	});

	test("whole, below a prefix", async () => {
		const { receiver, handled } = recording();
		await listening(fastify().register(fastifyPlugin(receiver), { prefix: "/powens" }), async (port) => {
			assert.equal((await send(port, signed(createdBody(1)))).status, 204);
		});
		assert.deepEqual(handled, [1]);
	});

	test("with what a proxy cuts put back", async () => {
		const { receiver, handled } = recording();
		await listening(fastify().register(fastifyPlugin(receiver, { basePath: "/powens" })), async (port) => {
			assert.equal((await send(port, { ...signed(createdBody(1)), path: "/user-created" })).status, 204);
		});
		assert.deepEqual(handled, [1]);
	});

	for (const [name, receiver, prefix, message] of /** @type {const} */ ([
		["not below the prefix", receiverOf("/hooks/a"), "/powens", /\/hooks\/a .* not below \/powens/],
		["the prefix itself", receiverOf("/powens"), "/powens", /not below/],
		["a wildcard", receiverOf("/hooks/*"), "", /cannot be a route/],
		["an escape that stays", receiverOf("/hooks/a%2fb"), "", /cannot be a route/],
		["an escape that is none", receiverOf("/hooks/a%zz"), "", /cannot be a route/],
	])) {
		test(`${name}: refused when it is registered`, async () => {
			const app = fastify().register(fastifyPlugin(receiver), { prefix });
			await assert.rejects(
				async () => app.ready(),
				(error) => {
					assert.deepEqual([Object(error).code, message.test(Object(error).message)], ["invalid_argument", true]);
					return true;
				},
			);
			await app.close();
		});
	}
});

test("hooks see what is answered, early answers too", async () => {
	const { receiver } = recording();
	const app = fastify();
	/** @type {number[]} */
	const statuses = [];
	app.addHook("onRequest", async (_request, reply) => void reply.header("X-Request-Id", "7"));
	app.addHook("onResponse", async (_request, reply) => void statuses.push(reply.raw.statusCode));
	app.register(fastifyPlugin(receiver));
	await listening(app, async (port) => {
		const accepted = await send(port, signed(createdBody(1)));
		assert.deepEqual([accepted.status, accepted.headers?.["x-request-id"]], [204, "7"]);
		const unread = raw(port);
		await unread.write(headOf(unsigned(createdBody(2)), { "Content-Length": 100 }));
		await unread.until(/401 .*signature_missing/s);
		await unread.write(Buffer.alloc(100));
		await unread.closed;
		while (statuses.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
	});
	assert.deepEqual(statuses, [204, 401]);
});

test("a hook that hands on another stream", async () => {
	const { receiver, handled } = recording();
	const app = fastify();
	const { PassThrough } = await import("node:stream");
	app.addHook("preParsing", async (_request, _reply, payload) => payload.pipe(new PassThrough()));
	app.register(fastifyPlugin(receiver));
	await listening(app, async (port) => {
		assert.equal((await send(port, signed(createdBody(1)))).status, 204);
		assert.equal((await send(port, { ...signed(createdBody(2, { pad: "x".repeat(500_000) })), isChunked: true })).status, 204);
	});
	assert.deepEqual(handled, [1, 2]);
});

test("answered by a hook while the handler runs: nothing more is sent", async () => {
	const state = recording();
	state.meanwhile = () => new Promise((resolve) => setTimeout(resolve, 100));
	const app = fastify();
	app.addHook("preHandler", async (_request, reply) => {
		setTimeout(() => reply.code(503).send({ code: "too_slow" }), 10);
	});
	app.register(fastifyPlugin(state.receiver));
	await listening(app, async (port) => {
		assert.equal((await send(port, signed(createdBody(1)))).code, "too_slow");
		while (state.outcomes.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
		assert.equal((await send(port, signed(createdBody(1)))).status, 204);
	});
	assert.deepEqual(state.handled, [1]);
});

test("a request that was injected", async () => {
	const { receiver, handled } = recording();
	const app = fastify().register(fastifyPlugin(receiver));
	const { path: url, headers, body: payload } = signed(createdBody(1));
	const answer = await app.inject({ method: "POST", url, headers, payload: Buffer.from(payload) });
	assert.deepEqual([answer.statusCode, handled], [204, [1]]);
	const refused = await app.inject({ method: "POST", url, payload: Buffer.from(payload) });
	assert.deepEqual([refused.statusCode, refused.json()], [401, { code: "signature_missing" }]);
	await app.close();
});

test("what is no receiver is told", () => {
	assert.throws(() => fastifyPlugin(/** @type {never} */ ({})), { code: "invalid_argument" });
	assert.throws(() => fastifyPlugin(recording().receiver, { basePath: "x" }), { code: "invalid_argument" });
});
