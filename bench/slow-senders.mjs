// @ts-check
// How long genuine requests take while many senders trickle their bodies.
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout } from "node:timers/promises";
import { median } from "./measure.mjs";
import { load } from "./receiver-load.mjs";
import { requestsOf } from "./receiver-requests.mjs";

const SLOW = 200;
const GENUINE = 300;
/** How often a slow one sends a byte, in milliseconds. */
const EVERY = 100;

/** @typedef {{ median: number, longest: number }} Times in milliseconds */

/**
 * @param {number} port of a receiver
 * @returns {Promise<{ alone: Times, beside: Times }>}
 */
export async function measureBesideSlow(port) {
	// The first ones pay for the compiler.
	await timesOf(port);
	const alone = await timesOf(port);
	const slow = await Promise.all(requestsOf("genuine", "1 kB", SLOW).map((request) => trickle(port, request)));
	await setTimeout(2 * EVERY);
	const beside = await timesOf(port);
	const held = slow.filter(({ isOpen }) => isOpen()).length;
	for (const { close } of slow) close();
	if (held < SLOW) throw new Error(`only ${held} of ${SLOW} slow senders were there to the end`);
	return { alone, beside };
}

/**
 * Of requests one behind the other, each by a connection of its own.
 *
 * @param {number} port
 * @returns {Promise<Times>}
 */
async function timesOf(port) {
	/** @type {number[]} */
	const times = [];
	for (const request of requestsOf("genuine", "1 kB", GENUINE)) {
		const start = performance.now();
		const statuses = await load(port, [request], 1);
		times.push(performance.now() - start);
		if (statuses.get(204) !== 1) throw new Error("a genuine request was not answered with 204");
	}
	return { median: median(times), longest: Math.max(...times) };
}

/**
 * A whole head, and then a byte now and then.
 *
 * @param {number} port
 * @param {Buffer} request
 */
async function trickle(port, request) {
	const socket = connect({ port, host: "127.0.0.1", noDelay: true });
	await once(socket, "connect");
	let at = request.indexOf("\r\n\r\n") + 4;
	socket.write(request.subarray(0, at));
	const timer = setInterval(() => {
		socket.write(request.subarray(at, at + 1));
		at += 1;
	}, EVERY);
	socket.resume().on("error", () => {});
	socket.on("close", () => clearInterval(timer));
	return { isOpen: () => !socket.destroyed, close: () => socket.destroy() };
}
