// @ts-check
// Each framework in its real version with the adapter in it: over a port, or as the platform calls it.
import { once } from "node:events";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { buffer } from "node:stream/consumers";
import * as functions from "@google-cloud/functions-framework";
import { getTestServer } from "@google-cloud/functions-framework/testing";
import { serve as serveHono } from "@hono/node-server";
import express from "express";
import fastify from "fastify";
import { Hono } from "hono";
import Koa from "koa";
import { cloudFunction } from "powens-users/receiver/cloud-functions";
import { expressHandler } from "powens-users/receiver/express";
import { fastifyPlugin } from "powens-users/receiver/fastify";
import { koaMiddleware } from "powens-users/receiver/koa";
import { nodeListener } from "powens-users/receiver/node";
import { answered, send } from "./client.mjs";
import { lambdas } from "./lambdas.mjs";

/** @typedef {import("powens-users/receiver").Receiver} Receiver */
/** @typedef {import("./client.mjs").Answered} Answered */
/** @typedef {import("./signed.mjs").Sent} Sent */

/**
 * What runs before the receiver: a parser that leaves an object, one that leaves the bytes, or somebody who reads and leaves nothing.
 *
 * @typedef {"object" | "bytes" | "nothing"} Parser
 */

/**
 * @typedef {object} Running
 * @property {(sent: Sent) => Promise<Answered>} send
 * @property {number} [port] where there is a socket
 * @property {() => unknown} close
 */

/**
 * @typedef {object} Host
 * @property {string} name
 * @property {(receiver: Receiver, parser?: Parser) => Promise<Running>} start
 * @property {boolean} [isOurs] whether the adapter itself reads from the socket
 * @property {Parser[]} parsers those that there can be
 * @property {Partial<Record<Parser, string>>} [codes] where they are not the usual ones
 */

/**
 * @param {import("node:http").Server} server
 * @returns {Promise<Running>}
 */
async function listening(server) {
	if (!server.listening) {
		server.listen(0, "127.0.0.1");
		await once(server, "listening");
	}
	const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
	const close = () => {
		server.close();
		server.closeAllConnections();
	};
	return { send: (sent) => send(port, sent), port, close };
}

/**
 * Reads a request as a parser does.
 *
 * @param {import("node:http").IncomingMessage} request
 * @param {Parser} parser
 * @returns {Promise<{ rawBody?: Buffer, body?: unknown }>}
 */
async function parsed(request, parser) {
	const bytes = await buffer(request);
	if (parser === "nothing") return {};
	return parser === "bytes" ? { rawBody: bytes, body: {} } : { body: { parsed: true } };
}

/** @type {Host} */
const node = {
	name: "node:http",
	isOurs: true,
	parsers: ["object", "bytes", "nothing"],
	start: (receiver, parser) => {
		const listener = nodeListener(receiver);
		return listening(
			createServer(async (request, response) => {
				if (parser !== undefined) Object.assign(request, await parsed(request, parser));
				listener(request, response);
			}),
		);
	},
};

/** @type {(name: string, framework: typeof express) => Host} */
const expressHost = (name, framework) => ({
	name,
	isOurs: true,
	parsers: ["object", "bytes", "nothing"],
	start: (receiver, parser) => {
		const app = framework();
		if (parser === "object") app.use(framework.json());
		if (parser === "bytes") app.use(framework.raw({ type: "application/json" }));
		if (parser === "nothing") app.use((request, _response, next) => void request.resume().on("end", next));
		app.use(expressHandler(receiver));
		return listening(createServer(app));
	},
});

/** @type {Host} */
const koa = {
	name: "Koa",
	isOurs: true,
	parsers: ["object", "bytes", "nothing"],
	start: (receiver, parser) => {
		const app = new Koa();
		app.use(async (context, next) => {
			if (parser !== undefined) Object.assign(context.request, await parsed(context.req, parser));
			await next();
		});
		app.use(koaMiddleware(receiver));
		return listening(createServer(app.callback()));
	},
};

/** @type {Host} */
const fastifyHost = {
	name: "Fastify",
	isOurs: true,
	parsers: ["object", "bytes", "nothing"],
	start: async (receiver, parser) => {
		const app = fastify();
		if (parser !== undefined) {
			app.addHook("onRequest", async (request) => void Object.assign(request, await parsed(request.raw, parser)));
		}
		app.register(fastifyPlugin(receiver));
		await app.ready();
		return listening(app.server);
	},
	// A parsed body is where Fastify puts one, and nobody else looks.
	codes: { object: "body_consumed" },
};

/** @type {Host} */
const cloudFunctions = {
	name: "Cloud Functions",
	parsers: ["object", "nothing"],
	start: async (receiver, parser) => {
		const name = `powens${++registered}`;
		const handler = cloudFunction(receiver);
		functions.http(name, (request, response) => {
			// As where something stands between the platform and the function.
			if (parser !== undefined) request.rawBody = undefined;
			if (parser === "nothing") request.body = undefined;
			return handler(request, response);
		});
		return listening(getTestServer(name));
	},
};
let registered = 0;

/** @type {Host} */
const hono = {
	name: "Hono on Node",
	parsers: ["nothing"],
	start: async (receiver, parser) => {
		const app = new Hono();
		if (parser !== undefined) {
			app.use(async (c, next) => {
				await c.req.arrayBuffer();
				await next();
			});
		}
		app.all("/powens/*", (c) => receiver.fetch(c.req.raw));
		const server = /** @type {import("node:http").Server} */ (serveHono({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }));
		await once(server, "listening");
		return listening(server);
	},
};

/** @type {Host} */
const webStandard = {
	name: "web-standard",
	parsers: ["nothing"],
	start: async (receiver, parser) => ({
		send: async ({ method = "POST", path, headers, body, isChunked = false }) => {
			const pairs = Object.entries(headers).flatMap(([name, value]) =>
				[value].flat().map((one) => /** @type {[string, string]} */ ([name, one])),
			);
			if (!isChunked) pairs.push(["Content-Length", String(body.length)]);
			const hasBody = method !== "GET" && method !== "HEAD";
			const request = new Request(`https://example.com${path}`, {
				method,
				headers: new Headers(pairs),
				...(hasBody && { body: isChunked ? streamOf(body) : new Uint8Array(body), duplex: "half" }),
			});
			if (parser !== undefined) await request.arrayBuffer();
			const response = await receiver.fetch(request);
			return answered(response.status, await response.text());
		},
		close: () => {},
	}),
};

/** @param {Uint8Array} body */
function streamOf(body) {
	let at = 0;
	return new ReadableStream({
		pull(controller) {
			if (at < body.length) controller.enqueue(body.subarray(at, at + 100_000));
			else controller.close();
			at += 100_000;
		},
	});
}

/** The adapters that have to pass everything. @type {Host[]} */
export const thorough = [node, webStandard, ...lambdas];
/** The rest: a framework each. @type {Host[]} */
export const frameworks = [
	expressHost("Express 5", express),
	// Its types are those of another version.
	expressHost("Express 4", createRequire(import.meta.url)("express4")),
	fastifyHost,
	koa,
	cloudFunctions,
	hono,
];
