// @ts-check
// Web-standard requests without a socket: streams that trickle, break off, never end, or are somebody's already.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Hono } from "hono";
import { recording } from "./receivers.mjs";
import { createdBody, PATHS, signed, unsigned } from "./signed.mjs";

/** @typedef {import("./signed.mjs").Sent} Sent */

const body = createdBody(1);

/**
 * @param {Sent} sent
 * @param {BodyInit | null} body
 */
function requestOf({ path, headers }, body) {
	const init = { method: "POST", headers: /** @type {Record<string, string>} */ (headers), body, duplex: "half" };
	return new Request(`https://example.com${path}`, /** @type {RequestInit} */ (init));
}

/**
 * A stream that gives these chunks and then does what is said.
 *
 * @param {Uint8Array[]} chunks
 * @param {"ends" | "breaks" | "waits" | "trickles" | "floods"} then
 */
function streamOf(chunks, then) {
	const rest = [...chunks];
	const stream = {
		/** Why it was cancelled. @type {unknown} */
		cancelled: /** @type {unknown} */ ("not at all"),
		pulls: 0,
	};
	/** @type {ReadableStream<Uint8Array>} */
	const readable = new ReadableStream(
		{
			async pull(controller) {
				stream.pulls += 1;
				const chunk = rest.shift();
				if (chunk !== undefined) controller.enqueue(chunk);
				else if (then === "ends") controller.close();
				else if (then === "breaks") controller.error(new Error("the connection broke off"));
				else if (then === "floods") controller.enqueue(new Uint8Array(100_000));
				else if (then === "waits") await new Promise(() => {});
				else {
					await new Promise((resolve) => setTimeout(resolve, 20));
					controller.enqueue(new Uint8Array([0x7b]));
				}
			},
			cancel: (reason) => {
				stream.cancelled = reason;
			},
		},
		{ highWaterMark: 0 },
	);
	return Object.assign(stream, { readable });
}

describe("a body that is a stream", () => {
	const halves = [body.subarray(0, 20), body.subarray(20)];
	for (const [name, chunks, then, expected] of /** @type {const} */ ([
		["in two chunks", halves, "ends", [204, ""]],
		["a byte at a time", [...body].map((byte) => new Uint8Array([byte])), "ends", [204, ""]],
		["with empty chunks", [new Uint8Array(0), ...halves, new Uint8Array(0)], "ends", [204, ""]],
		["that breaks off", halves.slice(0, 1), "breaks", [400, '{"code":"body_unreadable"}']],
		["that breaks off behind its end", halves, "breaks", [400, '{"code":"body_unreadable"}']],
		["that waits", halves, "waits", [408, '{"code":"body_timeout"}']],
		["that trickles", halves, "trickles", [408, '{"code":"body_timeout"}']],
		["that floods", halves, "floods", [413, '{"code":"too_large"}']],
	])) {
		test(name, async () => {
			const { receiver, outcomes } = recording({ bodyTimeoutMs: 200, maxBodyBytes: 1_000_000 });
			const stream = streamOf([...chunks], then);
			const start = performance.now();
			const response = await receiver.fetch(requestOf(signed(body), stream.readable));
			assert.deepEqual([response.status, await response.text()], expected);
			assert.ok(performance.now() - start < 2_000);
			assert.equal(outcomes.length, 1);
			const { requests, bufferedBytes } = receiver.stats();
			assert.deepEqual([requests, bufferedBytes], [0, 0]);
			const isCancelled = then === "trickles" || then === "floods" || then === "waits";
			assert.equal(stream.cancelled === "not at all", !isCancelled);
		});
	}

	test("is not asked for where the head is refused", async () => {
		const { receiver } = recording();
		const stream = streamOf([], "waits");
		const response = await receiver.fetch(requestOf(unsigned(body), stream.readable));
		assert.deepEqual([response.status, stream.pulls], [401, 0]);
	});

	test("that somebody else reads, or has read", async () => {
		const { receiver } = recording();
		const locked = requestOf(signed(body), streamOf([], "waits").readable);
		locked.body?.getReader();
		const used = requestOf(signed(body), new Uint8Array(body));
		await used.text();
		for (const request of [locked, used]) {
			const response = await receiver.fetch(request);
			assert.deepEqual([response.status, await response.json()], [500, { code: "body_consumed" }]);
		}
	});
});

test("Hono: a route of its own, and others beside it", async () => {
	const { receiver, handled, outcomes } = recording();
	const app = new Hono();
	app.post("/powens/*", (c) => receiver.fetch(c.req.raw));
	app.post("/other", async (c) => c.json(await c.req.json()));
	const bytes = new Uint8Array(body);
	assert.equal((await app.request(requestOf(signed(body), bytes))).status, 204);
	assert.equal((await app.request(requestOf({ ...signed(body), path: "/other" }, bytes))).status, 200);
	assert.equal((await app.request(requestOf(signed(createdBody(2)), bytes))).status, 401);
	assert.deepEqual(handled, [1]);
	assert.deepEqual(
		outcomes.map(({ route, code }) => [route, code]),
		[
			[PATHS.created, null],
			[PATHS.created, "signature_mismatch"],
		],
	);
});
