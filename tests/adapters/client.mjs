// @ts-check
// A client that sends what it is told, over a connection of its own.
import { request } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";

/** @typedef {import("./signed.mjs").Sent} Sent */
/** @typedef {{ status: number, code: string | null, headers?: import("node:http").IncomingHttpHeaders }} Answered */

/**
 * @param {number} port
 * @param {Sent} sent
 * @returns {Promise<Answered>}
 */
export function send(port, { method = "POST", path, headers, body, isChunked = false }) {
	return new Promise((resolve, reject) => {
		const length = isChunked ? {} : { "Content-Length": body.length };
		const outgoing = request({ port, host: "127.0.0.1", method, path, headers: { ...headers, ...length }, agent: false });
		outgoing.on("error", reject);
		outgoing.on("response", (response) => {
			text(response)
				.then((body) => resolve({ ...answered(response.statusCode ?? 0, body), headers: response.headers }))
				.catch(reject);
		});
		if (isChunked) for (let at = 0; at < body.length; at += 100_000) outgoing.write(body.subarray(at, at + 100_000));
		outgoing.end(isChunked ? undefined : body);
	});
}

/**
 * @param {number} status
 * @param {string} body
 * @returns {Answered}
 */
export function answered(status, body) {
	// What is not the receiver's may be any text.
	return { status, code: body === "" ? null : body.startsWith("{") ? JSON.parse(body).code : body };
}

/**
 * A connection on which a test writes what no client would.
 *
 * @param {number} port
 */
export function raw(port) {
	const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
	let received = "";
	/** Of the error that ended it, if one did. @type {string | undefined} */
	let error;
	socket.setEncoding("latin1").on("data", (chunk) => {
		received += chunk;
	});
	socket.on("error", (thrown) => {
		error = /** @type {NodeJS.ErrnoException} */ (thrown).code;
	});
	const closed = new Promise((resolve) => socket.on("close", resolve).on("end", () => socket.end()));
	return {
		socket,
		closed,
		get received() {
			return received;
		},
		get error() {
			return error;
		},
		/** @param {string | Uint8Array} data */
		write: (data) => new Promise((resolve) => socket.write(data, resolve)),
		/** Waits for that. @param {RegExp} pattern */
		until: async (pattern) => {
			while (!pattern.test(received)) await new Promise((resolve) => setTimeout(resolve, 5));
			return received;
		},
	};
}

/**
 * The head of a request as it goes over the wire.
 *
 * @param {Sent} sent
 * @param {Record<string, string | number>} [more]
 */
export function headOf({ method = "POST", path, headers }, more = {}) {
	const lines = Object.entries({ ...headers, ...more }).flatMap(([name, value]) =>
		[value].flat().map((one) => `${name}: ${one}\r\n`),
	);
	return `${method} ${path} HTTP/1.1\r\nHost: example\r\n${lines.join("")}\r\n`;
}
