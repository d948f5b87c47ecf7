// @ts-check
// Requests as the bytes that a sender writes: each a delivery of its own, signed now.
import { createHmac } from "node:crypto";
import { makeBody } from "./bodies.mjs";
import { path, secretKey } from "./contenders.mjs";

/** @typedef {"genuine" | "stripe" | "unsigned" | "unknown path" | "malformed" | "too long"} Sort */

let deliveries = 10_000_000;

/**
 * @param {Sort} sort
 * @param {import("./bodies.mjs").Size} size
 * @param {number} count
 * @returns {Buffer[]}
 */
export function requestsOf(sort, size, count) {
	const { body } = makeBody(size, "french");
	const id = body.lastIndexOf('"id_webhook_data":') + '"id_webhook_data":'.length;
	return Array.from({ length: count }, () => {
		deliveries += 1;
		const own = Buffer.from(body);
		// Eight digits in the place of eight.
		own.write(String(deliveries), id);
		return requestOf(sort, own);
	});
}

/**
 * @param {Sort} sort
 * @param {Buffer} body
 */
function requestOf(sort, body) {
	const target = sort === "unknown path" ? "/hooks/nobody" : path;
	const length = sort === "too long" ? 1e9 : body.length;
	const head = [
		`POST ${target} HTTP/1.1`,
		"Host: hooks.example.com",
		"User-Agent: Powens",
		"Content-Type: application/json; charset=utf-8",
		`Content-Length: ${length}`,
		"Connection: keep-alive",
		...signatureOf(sort, body),
	];
	return Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`), body]);
}

/**
 * @param {Sort} sort
 * @param {Buffer} body
 */
function signatureOf(sort, body) {
	if (sort === "unsigned") return [];
	if (sort === "stripe") {
		const time = Math.floor(Date.now() / 1_000);
		const mac = createHmac("sha256", secretKey).update(`${time}.`).update(body).digest("hex");
		return [`Stripe-Signature: t=${time},v1=${mac}`];
	}
	const date = new Date().toISOString();
	const mac = createHmac("sha256", secretKey).update(`POST.${path}.${date}.`).update(body).digest("base64");
	return [`BI-Signature: ${sort === "malformed" ? mac.slice(1) : mac}`, `BI-Signature-Date: ${date}`];
}
