// @ts-check
// What docs/receiving.md says: its program runs, and each code of its table is met, with the outcome and the status that it has there.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { Webhooks } from "powens-users";
import { createReceiver, memoryInbox } from "powens-users/receiver";

/** @param {string} path */
const inProject = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const page = readFileSync(inProject("docs/receiving.md"), "utf8");

test("the programs of docs/receiving.md are one that runs, and prints what its comments say", async () => {
	const program = [...page.matchAll(/^```js\n(.*?)^```/gms)].map(([, code]) => code).join("\n");
	// In the project, so that it finds the package by its name.
	mkdirSync(inProject(".cache/tests"), { recursive: true });
	const file = inProject(`.cache/tests/receiving-${process.pid}.mjs`);
	writeFileSync(file, program);
	try {
		const { stdout } = await promisify(execFile)(process.execPath, [file], { timeout: 30_000 });
		const expected = [...program.matchAll(/^\s*console\.log\(.*\); \/\/ (.*)$/gm)].map(([, comment]) => comment);
		assert.ok(expected.length >= 8);
		assert.deepEqual(stdout.trim().split("\n"), expected);
	} finally {
		rmSync(file);
	}
});

const secretKey = "the secret of the table";
const path = "/powens/user-created";
const webhooks = new Webhooks({ secretKey });
const user = { id: 42, signin: "2026-06-01 12:00:00", id_webhook_data: 1 };
const text = JSON.stringify(user);

/** @typedef {{ body?: any, headers?: Record<string, string>, method?: string, to?: string, date?: Date }} Sent */

/** @param {Sent} [sent] */
function request({ body = text, headers, method = "POST", to = path, date } = {}) {
	const signed = headers ?? webhooks.sign({ path: to, body: body instanceof ReadableStream ? "" : body, date });
	/** @type {any} */
	const init = method === "POST" ? { method, headers: signed, body, duplex: "half" } : { method, headers: signed };
	return new Request(`https://app.example${to}`, init);
}

/** A receiver, and what it tells. @param {any} [options] @param {any} [route] */
function receiverOf(options = {}, route = {}) {
	/** @type {import("powens-users/receiver").Outcome[]} */
	const outcomes = [];
	const receiver = createReceiver({
		secretKey,
		inbox: memoryInbox(),
		waitMs: 50,
		...options,
		routes: { [path]: { event: "USER_CREATED", handle: () => {}, ...route } },
		onOutcome: (outcome) => outcomes.push(outcome),
	});
	return { receiver, outcomes };
}

/** What a request comes to. @param {any} options @param {any} route @param {Sent[]} sent one after the other */
async function come(options = {}, route = {}, ...sent) {
	const { receiver, outcomes } = receiverOf(options, route);
	for (const each of sent.length > 0 ? sent : [{}]) await receiver.fetch(request(each));
	return outcomes;
}

const never = () => new Promise(() => {});
/** An inbox that does otherwise. @param {object} steps */
const inboxWith = (steps) => Object.assign(memoryInbox(), steps);
const fails = async () => {
	throw new Error("This handler always fails.");
};
/** @param {Record<string, string>} headers */
const bearer = (headers, body = text) => ({ headers, body });
const byBearer = { authenticate: { bearer: async () => "the-token" } };
const authorization = { authorization: "Bearer the-token" };

/** A body that begins, and then does what it is told. @param {(controller: ReadableStreamDefaultController) => void} then */
const begun = (then) =>
	new ReadableStream({
		start: (controller) => controller.enqueue(new Uint8Array([123])),
		pull: (controller) => then(controller),
	});
const endless = () => begun(() => /** @type {any} */ (never()));
const brokenOff = () => begun((controller) => controller.error(new Error("reset")));
const signedHead = () => webhooks.sign({ path, body: "" });

/** Two requests at once. @param {any} options @param {any} route @param {Sent[]} both */
async function together(options, route, both) {
	const { receiver, outcomes } = receiverOf(options, route);
	await Promise.all(both.map((each) => receiver.fetch(request(each))));
	return outcomes;
}
const other = { body: JSON.stringify({ ...user, id_webhook_data: 2 }) };
const slow = { handle: () => new Promise((resolve) => setTimeout(resolve, 300)) };

/**
 * How to meet each row of the table: "kind code", and the outcomes among which it is.
 *
 * @type {Record<string, () => Promise<import("powens-users/receiver").Outcome[]>>}
 */
const met = {
	"accepted ": () => come(),
	"duplicate ": () => come({}, {}, {}, {}),
	"kept payload_invalid": () => come({}, {}, { body: '{"id":"x"}' }),
	"kept gzip_invalid": () => come({}, {}, { body: new Uint8Array([0x1f, 0x8b, 8, 0, 0]) }),
	"kept too_large": () => come({ maxBodyBytes: 100 }, {}, { body: gzipSync("x".repeat(1000)) }),
	"kept handler_failed": () => come({ maxAttempts: 1 }, { handle: fails }),
	"conflict other_body": () => come({}, {}, {}, { body: JSON.stringify({ ...user, id: 43 }) }),
	"busy no_place": () => together({ maxHandlers: 1 }, slow, [{}, other]),
	"busy no_room": () =>
		come({ maxBodyBytes: 20_000, maxBufferedBytes: 20_000 }, {}, { body: "x".repeat(30_000) }).then(() => withRoomTaken()),
	"busy in_progress": () => come({ inbox: inboxWith({ claim: async () => ({ state: "busy" }) }) }),
	"busy inbox_full": () => come({ inbox: memoryInbox({ maxKeptBytes: 1 }) }, {}, { body: '{"id":"x"}' }),
	"busy first_failed": () =>
		together({}, { handle: () => new Promise((_, reject) => setTimeout(reject, 20, new Error("x"))) }, [{}, {}]),
	"busy stopping": async () => {
		const { receiver, outcomes } = receiverOf();
		await receiver.stop();
		await receiver.fetch(request());
		return outcomes;
	},
	"failed handler_failed": () => come({}, { handle: fails }),
	"failed handler_timeout": () => come({ handlerTimeoutMs: 20 }, { handle: never }),
	"failed claim_lost": () => come({ inbox: inboxWith({ commit: async () => false }) }),
	"failed inbox_failed": () => come({ inbox: inboxWith({ claim: fails }) }),
	"failed inbox_timeout": () => come({ inbox: inboxWith({ claim: never }), leaseMs: 30 }),
	"failed authenticate_timeout": () => come({ handlerTimeoutMs: 20 }, { authenticate: never }),
	"failed authenticate_failed": () => come({}, { authenticate: fails }),
	"failed token_unavailable": () => come({}, { authenticate: { bearer: fails } }, bearer(authorization)),
	"failed internal_error": async () => {
		const { receiver, outcomes } = receiverOf();
		await receiver.receive(
			/** @type {any} */ ({
				get target() {
					throw new Error("No adapter gives such a request.");
				},
			}),
		);
		return outcomes;
	},
	"refused not_found": () => come({}, {}, { to: "/powens/else" }),
	"refused method_not_allowed": () => come({}, {}, { method: "GET" }),
	"refused signature_missing": () => come({}, {}, { headers: {} }),
	"refused signature_date_missing": () => come({}, {}, { headers: { "bi-signature": signedHead()["bi-signature"] } }),
	"refused signature_mechanism": () => come({}, {}, { headers: authorization }),
	"refused signature_duplicate": () => received({ "bi-signature": [signedHead()["bi-signature"], "x"] }),
	"refused signature_not_text": () => received({ "bi-signature": 7 }),
	"refused signature_malformed": () => come({}, {}, { headers: { ...signedHead(), "bi-signature": "x" } }),
	"refused signature_date_invalid": () => come({}, {}, { headers: { ...signedHead(), "bi-signature-date": "today" } }),
	"refused signature_mismatch": () => come({}, {}, { headers: signedHead() }),
	"refused secret_inactive": () => come({ secretKey: [{ name: "old", secretKey, notAfter: "2020-01-01T00:00:00Z" }] }),
	"refused stale": () => come({}, {}, { date: new Date(Date.now() - 31 * 86_400_000) }),
	"refused bearer_missing": () => come({}, byBearer, bearer({})),
	"refused bearer_malformed": () => come({}, byBearer, bearer({ authorization: "Basic x" })),
	"refused bearer_unknown_user": () => come({}, { authenticate: { bearer: async () => null } }, bearer(authorization)),
	"refused bearer_mismatch": () => come({}, byBearer, bearer({ authorization: "Bearer another" })),
	"refused not_authenticated": () => come({}, { authenticate: () => false }),
	"refused body_timeout": () => come({ bodyTimeoutMs: 20 }, {}, { headers: signedHead(), body: endless() }),
	"refused body_unreadable": () => come({}, {}, { headers: signedHead(), body: brokenOff() }),
	"refused too_large": () => come({ maxBodyBytes: 10 }),
	"refused gzip_invalid": () =>
		come({}, byBearer, bearer(authorization, /** @type {any} */ (new Uint8Array([0x1f, 0x8b, 8, 0])))),
	"refused payload_invalid": () => come({}, byBearer, bearer(authorization, "{}")),
	"refused body_not_raw": () => lost("body_not_raw"),
	"refused body_consumed": () => lost("body_consumed"),
};

/** A request with headers as Node may give them. @param {object} headers */
async function received(headers) {
	const { receiver, outcomes } = receiverOf();
	const all = /** @type {any} */ ({ ...signedHead(), ...headers });
	await receiver.receive({
		method: "POST",
		target: path,
		headers: all,
		body: () => ({ kind: "bytes", bytes: new Uint8Array() }),
	});
	return outcomes;
}

/** A request whose bytes are gone. @param {"body_not_raw" | "body_consumed"} code */
async function lost(code) {
	const { receiver, outcomes } = receiverOf();
	await receiver.receive({ method: "POST", target: path, headers: signedHead(), body: () => ({ kind: "lost", code }) });
	return outcomes;
}

/** A body that comes while another one has all the room there is. */
async function withRoomTaken() {
	const { receiver, outcomes } = receiverOf({ maxBodyBytes: 1000, maxBufferedBytes: 1000, bodyTimeoutMs: 500 });
	const held = receiver.fetch(
		request({ headers: signedHead(), body: new ReadableStream({ start: (c) => c.enqueue(new Uint8Array(900)) }) }),
	);
	await new Promise((resolve) => setTimeout(resolve, 20));
	await receiver.fetch(request());
	await held;
	return outcomes;
}

/** Of the table: kind, code, status. */
const rows = (page.split("\n| outcome |")[1]?.split("\n\n", 1)[0]?.split("\n").slice(2) ?? []).flatMap((line) => {
	const [, kind = "", codes = "", status = ""] = line.split("|").map((cell) => cell.trim());
	const named = [...codes.matchAll(/`(\w+)`/g)].map(([, code = ""]) => code);
	return (named.length > 0 ? named : [""]).map((code) => ({ kind: kind.replaceAll("`", ""), code, status }));
});

for (const { kind, code, status } of rows) {
	// A runtime that cannot inflate: tests/runtimes has one.
	if (code === "gzip_unsupported") continue;
	test(`${kind} ${code} is ${status}`, async () => {
		const outcomes = await (met[`${kind} ${code}`] ?? assert.fail("Nothing here meets it."))();
		const found = outcomes.find((outcome) => outcome.kind === kind && (outcome.code ?? "") === code);
		assert.ok(found, JSON.stringify(outcomes));
		if (status !== "") assert.equal(found.status, Number(status));
	});
}

test("nothing is met that is not in the table", () => {
	assert.deepEqual(
		Object.keys(met).filter((name) => !rows.some(({ kind, code }) => `${kind} ${code}` === name)),
		[],
	);
});
