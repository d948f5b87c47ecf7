// @ts-check
// 200 senders whose bodies trickle hold up nobody who is genuine: bodies are read beside each other, and each has a deadline.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request } from "node:http";
import { connect } from "node:net";
import { test } from "node:test";
import { Webhooks } from "powens-users";
import { createReceiver, memoryInbox } from "powens-users/receiver";
import { nodeListener } from "powens-users/receiver/node";

const SLOW = 200;
const BODY_TIMEOUT_MS = 2_000;
const path = "/powens/user-created";
const secretKey = "a secret of the slow";
const webhooks = new Webhooks({ secretKey });
const bodyOf = (/** @type {number} */ id) => Buffer.from(`{"id":42,"signin":null,"id_webhook_data":${id}}`);

async function open() {
	const receiver = createReceiver({
		secretKey,
		inbox: memoryInbox(),
		bodyTimeoutMs: BODY_TIMEOUT_MS,
		routes: { [path]: { event: "USER_CREATED", handle: () => {} } },
	});
	const server = createServer(nodeListener(receiver));
	await once(server.listen(0, "127.0.0.1"), "listening");
	const address = /** @type {import("node:net").AddressInfo} */ (server.address());
	return { receiver, server, port: address.port };
}

/**
 * A well-formed head, and then a byte now and then.
 *
 * @param {number} port
 */
function trickle(port) {
	const headers = webhooks.sign({ path, body: "another body" });
	const socket = connect(port, "127.0.0.1");
	const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
	socket.write(`POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n${lines.join("")}\r\n`);
	const timer = setInterval(() => socket.write(" "), 100);
	let answer = "";
	const answered = new Promise((resolve) => {
		socket.on("data", (chunk) => {
			answer += chunk;
			resolve(answer);
		});
		socket.on("error", () => {});
		socket.on("close", () => {
			clearInterval(timer);
			resolve(answer);
		});
	});
	return { answered, close: () => socket.destroy() };
}

/**
 * @param {number} port
 * @param {number} id
 * @returns {Promise<number | undefined>}
 */
function send(port, id) {
	const body = bodyOf(id);
	return new Promise((resolve, reject) => {
		const sent = request({ port, path, method: "POST", headers: { ...webhooks.sign({ path, body }) } }, (response) => {
			response.resume().on("end", () => resolve(response.statusCode));
		});
		sent.on("error", reject).end(body);
	});
}

test("200 slow senders at once delay genuine requests by less than the deadline of a body, and are sent away at it", async (t) => {
	const { receiver, server, port } = await open();
	const slow = Array.from({ length: SLOW }, () => trickle(port));
	t.after(() => {
		for (const { close } of slow) close();
		server.close();
		server.closeAllConnections();
	});
	const refused = () => receiver.stats().outcomes.refused;
	// On a machine that is busy the first ones are sent away before the last ones are here.
	while (receiver.stats().requests + refused() < SLOW) await new Promise((resolve) => setTimeout(resolve, 10));
	const start = performance.now();
	const statuses = await Promise.all(Array.from({ length: 20 }, (_, id) => send(port, id + 1)));
	const took = performance.now() - start;
	assert.deepEqual(new Set(statuses), new Set([204]));
	// Measured: some 30 ms.
	assert.ok(took < BODY_TIMEOUT_MS, `20 genuine requests took ${took} ms beside ${SLOW} slow ones`);
	t.diagnostic(`20 genuine requests took ${took.toFixed(0)} ms`);
	assert.equal(receiver.stats().outcomes.accepted, 20);
	for (const { answered } of slow) assert.match(`${await answered}`, /^HTTP\/1\.1 408 .*"body_timeout"/s);
	assert.equal(receiver.stats().bufferedBytes, 0);
});
