// @ts-check
// Where in an application of Express the receiver may stand, and what it leaves to others.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createRequire } from "node:module";
import { describe, test } from "node:test";
import express5 from "express";
import { expressHandler } from "powens-users/receiver/express";
import { send } from "./client.mjs";
import { recording } from "./receivers.mjs";
import { createdBody, PATHS, signed } from "./signed.mjs";

/** Its types are those of another version. @type {typeof express5} */
const express4 = createRequire(import.meta.url)("express4");

for (const [name, express] of /** @type {const} */ ([
	["Express 5", express5],
	["Express 4", express4],
])) {
	describe(name, () => {
		/**
		 * @param {(app: express5.Express, handler: express5.RequestHandler) => void} mount
		 * @param {(port: number, state: ReturnType<typeof recording>) => Promise<void>} work
		 * @param {import("powens-users/receiver/express").AdapterOptions} [options]
		 */
		const mounted = async (mount, work, options) => {
			const state = recording();
			const app = express();
			mount(app, expressHandler(state.receiver, options));
			const server = app.listen(0, "127.0.0.1");
			await once(server, "listening");
			try {
				await work(/** @type {import("node:net").AddressInfo} */ (server.address()).port, state);
			} finally {
				server.close();
				server.closeAllConnections();
			}
		};
		const router = (/** @type {express5.RequestHandler} */ handler) => express.Router().use(handler);

		for (const [where, mount] of /** @type {[string, (app: express5.Express, handler: express5.RequestHandler) => void][]} */ ([
			["of the whole application", (app, handler) => app.use(handler)],
			["below a path", (app, handler) => app.use("/powens", handler)],
			["in a router below a path", (app, handler) => app.use("/powens", router(handler))],
			["of a route", (app, handler) => app.post(PATHS.created, handler)],
			[
				"of a route with a parameter, in a router",
				(app, handler) => app.use("/powens", express.Router().all("/:event", handler)),
			],
		])) {
			test(where, () =>
				mounted(mount, async (port, { handled }) => {
					assert.equal((await send(port, signed(createdBody(1)))).status, 204);
					assert.deepEqual(handled, [1]);
				}),
			);
		}

		test("what has no route goes on, with its body for the parsers behind", () =>
			mounted(
				(app, handler) => {
					app.use(handler, express.json());
					app.post("/other", (request, response) => void response.json({ code: request.body.said }));
				},
				async (port, { outcomes }) => {
					const headers = { "Content-Type": "application/json" };
					const answer = await send(port, { path: "/other", headers, body: Buffer.from('{"said":"hello"}') });
					assert.deepEqual([answer.status, answer.code, outcomes], [200, "hello", []]);
					assert.equal((await send(port, { ...signed(createdBody(1)), method: "PUT" })).code, "method_not_allowed");
				},
			));

		test("basePath is put back", () =>
			mounted(
				(app, handler) => app.use(handler),
				async (port, { handled }) => {
					assert.equal((await send(port, { ...signed(createdBody(1)), path: "/user-created" })).status, 204);
					assert.deepEqual(handled, [1]);
				},
				{ basePath: "/powens" },
			));
	});
}

test("what is no receiver is told", () => {
	assert.throws(() => expressHandler(/** @type {never} */ ({})), { code: "invalid_argument" });
	assert.throws(() => expressHandler(recording().receiver, { basePath: "x" }), { code: "invalid_argument" });
});
