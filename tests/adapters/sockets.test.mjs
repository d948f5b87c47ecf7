// @ts-check
// Clients that misbehave, over sockets of their own: nothing hangs, nothing leaks, and whoever listens sees the answer.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { headOf, raw } from "./client.mjs";
import { frameworks, thorough } from "./hosts.mjs";
import { recording } from "./receivers.mjs";
import { createdBody, PATHS, signed, unsigned } from "./signed.mjs";

/** @typedef {import("./client.mjs").Sent} Sent */

const body = createdBody(1);
const good = signed(body);
const refused = unsigned(body);

/** @param {Sent} sent */
const whole = (sent) => Buffer.concat([Buffer.from(headOf(sent, { "Content-Length": sent.body.length })), sent.body]);

// Most of the time is spent in waiting.
describe("sockets", { concurrency: true }, () => {
	for (const host of [...thorough, ...frameworks].filter(({ isOurs }) => isOurs)) {
		describe(host.name, { concurrency: true }, () => {
			/**
			 * @param {(parts: { connect(): ReturnType<typeof raw>, state: ReturnType<typeof recording> }) => Promise<void>} work
			 * @param {Parameters<typeof recording>[0]} [options]
			 */
			const serving = (work, options) => async () => {
				const state = recording(options);
				const { port = 0, close } = await host.start(state.receiver);
				/** @type {ReturnType<typeof raw>[]} */
				const connections = [];
				const connect = () => {
					connections.push(raw(port));
					return /** @type {ReturnType<typeof raw>} */ (connections.at(-1));
				};
				try {
					await work({ connect, state });
					await idle(state.receiver);
				} finally {
					for (const { socket } of connections) socket.destroy();
					await close();
				}
			};

			test(
				"trickled: answered at the deadline, and closed",
				serving(
					async ({ connect, state }) => {
						const connection = connect();
						const start = performance.now();
						await connection.write(headOf(good, { "Content-Length": body.length }));
						const trickle = setInterval(() => connection.socket.write("{"), 40);
						await connection.until(/408 .*"body_timeout"/s);
						const took = performance.now() - start;
						clearInterval(trickle);
						assert.ok(took > 290 && took < 2_000, `${took} ms`);
						assert.match(connection.received, /connection: close/i);
						assert.deepEqual(
							state.outcomes.map(({ code }) => code),
							["body_timeout"],
						);
						connection.socket.end();
						await connection.closed;
					},
					{ bodyTimeoutMs: 300 },
				),
			);

			for (const [name, cut, leave] of /** @type {[string, number, (socket: import("node:net").Socket) => void][]} */ ([
				["before its first byte", 0, (socket) => socket.resetAndDestroy()],
				["half-way", 20, (socket) => socket.resetAndDestroy()],
				["half-way, politely", 20, (socket) => socket.end()],
			])) {
				test(
					`aborted ${name}: nothing is left of it`,
					serving(async ({ connect, state }) => {
						const connection = connect();
						await connection.write(headOf(good, { "Content-Length": body.length }));
						await connection.write(body.subarray(0, cut));
						await until(() => state.receiver.stats().requests === 1);
						leave(connection.socket);
						await until(() => state.outcomes.length === 1);
						assert.deepEqual([state.outcomes[0]?.code, state.handled.length], ["body_unreadable", 0]);
						assert.equal(await answerOn(connect(), whole(good)), 204);
					}),
				);
			}

			test(
				"refused by the head while it is still sending: it sees the answer, and may send the rest",
				serving(async ({ connect, state }) => {
					const connection = connect();
					const length = 8_000_000;
					await connection.write(headOf(refused, { "Content-Length": length }));
					await connection.until(/401 .*"signature_missing"/s);
					assert.match(connection.received, /connection: close/i);
					for (let sent = 0; sent < length; sent += 100_000) await connection.write(Buffer.alloc(100_000));
					await connection.closed;
					assert.deepEqual([connection.error, state.receiver.stats().bufferedBytes], [undefined, 0]);
				}),
			);

			test(
				"refused, and sends without end: it is cut off",
				serving(async ({ connect }) => {
					const connection = connect();
					await connection.write(headOf(refused, { "Transfer-Encoding": "chunked" }));
					let sent = 0;
					const chunk = Buffer.concat([Buffer.from("10000\r\n"), Buffer.alloc(65_536), Buffer.from("\r\n")]);
					while (!connection.socket.destroyed && sent < 200_000_000) {
						await Promise.race([connection.write(chunk), connection.closed]);
						sent += chunk.length;
					}
					assert.match(connection.received, /401 .*"signature_missing"/s);
					assert.ok(sent > 16_000_000 && sent < 40_000_000, `${sent} bytes`);
				}),
			);

			test(
				"refused, and sends nothing more: it is cut off",
				serving(async ({ connect }) => {
					const connection = connect();
					const start = performance.now();
					await connection.write(headOf(refused, { "Content-Length": 100 }));
					await connection.closed;
					const took = performance.now() - start;
					assert.match(connection.received, /401 .*"signature_missing"/s);
					assert.ok(took > 4_000 && took < 8_000, `${took} ms`);
				}),
			);

			test(
				"refused with its body: the connection goes on",
				serving(async ({ connect, state }) => {
					const connection = connect();
					await connection.write(whole(refused));
					await connection.until(/"signature_missing"/);
					await connection.write(whole({ ...refused, path: "/powens/user-created", method: "PATCH" }));
					await connection.until(/"method_not_allowed"/);
					await connection.write(whole(good));
					await connection.until(/ 204 /);
					assert.deepEqual(state.handled, [1]);
				}),
			);

			test(
				"two requests in one piece",
				serving(async ({ connect, state }) => {
					const connection = connect();
					await connection.write(Buffer.concat([whole(good), whole(signed(createdBody(2))), whole(refused)]));
					await connection.until(/ 204 .* 204 .* 401 /s);
					assert.deepEqual(state.handled.toSorted(), [1, 2]);
				}),
			);

			test(
				"cut anywhere",
				serving(async ({ connect, state }) => {
					const length = whole(good).length;
					const cuts = Array.from({ length: 40 }, (_, at) => Math.round((at * length) / 40) + 1);
					const statuses = cuts.map(async (cut, id) => {
						const bytes = whole(signed(createdBody(100 + id), { path: PATHS.created }));
						const connection = connect();
						connection.socket.setNoDelay();
						await connection.write(bytes.subarray(0, cut));
						await wait(20);
						return answerOn(connection, bytes.subarray(cut));
					});
					assert.deepEqual(new Set(await Promise.all(statuses)), new Set([204]));
					assert.equal(state.handled.length, 40);
				}),
			);

			test(
				"leaves while the handler runs: it is handled all the same",
				serving(async ({ connect, state }) => {
					/** @type {() => void} */
					let end = () => {};
					state.meanwhile = () => new Promise((resolve) => (end = resolve));
					const connection = connect();
					await connection.write(whole(good));
					await until(() => state.receiver.stats().handlers === 1);
					connection.socket.resetAndDestroy();
					await wait(50);
					end();
					await until(() => state.handled.length === 1);
					assert.equal(await answerOn(connect(), whole(good)), 204);
					assert.deepEqual(state.handled, [1]);
				}),
			);

			test(
				"asks whether it may send its body",
				serving(async ({ connect }) => {
					const connection = connect();
					await connection.write(headOf(good, { "Content-Length": body.length, Expect: "100-continue" }));
					await connection.until(/^HTTP\/1.1 100 Continue\r\n\r\n$/);
					assert.equal(await answerOn(connection, body), 204);
				}),
			);
		});
	}
});

/**
 * The status of the answer to what is written.
 *
 * @param {ReturnType<typeof raw>} connection
 * @param {Uint8Array} bytes
 */
async function answerOn(connection, bytes) {
	await connection.write(bytes);
	return Number(/HTTP\/1.1 ([2-5]\d\d)/.exec(await connection.until(/HTTP\/1.1 [2-5]\d\d.*\r\n\r\n/s))?.[1]);
}

/** @param {() => boolean} isSo */
async function until(isSo) {
	while (!isSo()) await wait(5);
}

/** Nothing is under way, and nothing is held. @param {import("powens-users/receiver").Receiver} receiver */
async function idle(receiver) {
	await until(() => receiver.stats().requests === 0);
	const { handlers, waiting, bufferedBytes } = receiver.stats();
	assert.deepEqual({ handlers, waiting, bufferedBytes }, { handlers: 0, waiting: 0, bufferedBytes: 0 });
}
