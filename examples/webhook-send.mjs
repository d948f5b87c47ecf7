// Starts the receiver, sends it requests as Powens signs them, and ends: node examples/webhook-send.mjs
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Webhooks } from "powens-users";

const folder = mkdtempSync(join(tmpdir(), "powens-webhooks-"));
process.env.KEEP_IN = join(folder, "unexpected.ndjson");
process.env.PORT ??= "0";
// The receiver has no default: whoever knew it could sign.
process.env.POWENS_WEBHOOK_SECRET ??= randomBytes(32).toString("hex");
const { server } = await import("./webhook-receiver.mjs");
if (!server.listening) await once(server, "listening");
const origin = `http://127.0.0.1:${server.address().port}`;

const secretKey = process.env.POWENS_WEBHOOK_SECRET;
const webhooks = new Webhooks({ secretKey });
const created = JSON.stringify({ id: 42, signin: "2026-06-01 12:34:56", id_webhook_data: 7 });
const synced = JSON.stringify({ user: { id: 42 }, connection: { id: 1, state: null, accounts: [] }, id_webhook_data: 8 });
const unexpected = JSON.stringify({ id: "forty-two", id_webhook_data: 9 });

/** Sends a request and gives the status of the answer. */
async function send(path, body, headers = webhooks.sign({ path, body })) {
	const response = await fetch(origin + path, {
		method: "POST",
		body,
		headers: { "Content-Type": "application/json", ...headers },
	});
	return response.status;
}

/** Sends the beginning of a request, and leaves. */
async function breakOff() {
	const socket = connect(server.address().port, "127.0.0.1");
	socket.end("POST /hooks/user-created HTTP/1.1\r\nHost: example\r\nContent-Length: 100\r\n\r\n{}");
	await once(socket.resume(), "close");
}

const forged = new Webhooks({ secretKey: "another secret" }).sign({ path: "/hooks/user-created", body: created });
const old = webhooks.sign({ path: "/hooks/user-created", body: created, date: "2020-01-01T00:00:00Z" });
try {
	await breakOff();
	console.log("broken off before its end");
	for (const [what, expected, path, body, headers] of [
		["a user was created", 204, "/hooks/user-created", created],
		["the same again", 204, "/hooks/user-created", created],
		["a user was deleted", 204, "/hooks/user-deleted", created],
		["a connection was synced", 204, "/hooks/connection-synced", synced],
		["genuine, but not as documented", 202, "/hooks/user-created", unexpected],
		["signed by somebody else", 401, "/hooks/user-created", created, forged],
		["sent to another path", 401, "/hooks/user-deleted", created, forged],
		["of another time", 401, "/hooks/user-created", created, old],
		["not signed", 401, "/hooks/user-created", created, {}],
		["for a path without an event", 404, "/hooks/else", created],
		["for what every object has", 404, "/constructor", created],
		// The last: the receiver answers before all of it is sent, and what comes after it on this connection may be lost.
		["too large", 413, "/hooks/user-created", "x".repeat(33 * 1024 * 1024), old],
	]) {
		const status = await send(path, body, headers);
		assert.equal(status, expected, what);
		console.log(status, what);
	}
	const kept = readFileSync(process.env.KEEP_IN, "utf8").trim().split("\n");
	assert.equal(kept.length, 1);
	assert.equal(Buffer.from(JSON.parse(kept[0]).body, "base64").toString(), unexpected);
} finally {
	server.close();
	server.closeAllConnections();
	rmSync(folder, { recursive: true });
}
