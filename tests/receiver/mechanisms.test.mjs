// @ts-check
// Each mechanism of a route: a signature of its own secret, the user's token, a function of the caller's.
import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { memoryInbox } from "powens-users/receiver";
import { codeOf, functionsOf, gate, incoming, PATH, pause, receiving, SECRET, signer, until, userBody } from "./support.mjs";

const event = /** @type {const} */ ("USER_CREATED");
const body = userBody(1);
const token = "token-of-user-42";

/**
 * @param {any} authenticate
 * @param {Parameters<typeof receiving>[0] & { event?: any }} [options]
 */
function by(authenticate, { event: type = event, ...options } = {}) {
	/** @type {any[]} */
	const events = [];
	const handle = (/** @type {any} */ given) => void events.push(given);
	const made = receiving({
		routes: { [PATH]: { ...(type && { event: type }), authenticate, handle } },
		...options,
	});
	return { ...made, events };
}

const bearer = { bearer: (/** @type {number} */ id) => (id === 42 ? token : null) };

/** @param {string} [authorization] @param {any} [parts] */
const withToken = (authorization = `Bearer ${token}`, parts = {}) =>
	incoming({ chunks: [body], headers: { authorization }, ...parts });

test("by Bearer: the token of the very user", async () => {
	const { receiver, events, outcomes } = by(bearer);
	assert.equal((await receiver.receive(withToken())).status, 204);
	assert.deepEqual([events[0].mechanism, events[0].signedAt, events[0].user.id], ["bearer", null, 42]);
	assert.equal((await receiver.receive(withToken())).status, 204);
	assert.deepEqual(
		outcomes.map(({ kind }) => kind),
		["accepted", "duplicate"],
	);
});

/** @type {readonly { what: string, headers?: any, chunks?: any[], bearer?: any, status: number, code: string, isRead: boolean, kind?: string }[]} */
const refusals = [
	{ what: "no header", headers: {}, status: 401, code: "bearer_missing", isRead: false },
	{ what: "another scheme", headers: { authorization: "Basic eDp5" }, status: 401, code: "bearer_malformed", isRead: false },
	{ what: "another token", headers: { authorization: "Bearer other" }, status: 401, code: "bearer_mismatch", isRead: true },
	{ what: "a user without a token", bearer: () => undefined, status: 401, code: "bearer_unknown_user", isRead: true },
	{ what: "a body that names no user", chunks: ["{}"], status: 400, code: "payload_invalid", isRead: true },
	{ what: "no JSON", chunks: ["x"], status: 400, code: "payload_invalid", isRead: true },
	{ what: "damaged gzip", chunks: [gzipSync(body).subarray(0, 30)], status: 400, code: "gzip_invalid", isRead: true },
	{ what: "a bomb", chunks: [gzipSync(Buffer.alloc(6_000_000))], status: 413, code: "too_large", isRead: true },
	{
		what: "a length declared",
		headers: { authorization: `Bearer ${token}`, "Content-Length": "99999999" },
		status: 413,
		code: "too_large",
		isRead: false,
	},
	{
		what: "a look-up that fails",
		bearer: () => Promise.reject(new Error("vault")),
		status: 500,
		code: "token_unavailable",
		isRead: true,
		kind: "failed",
	},
	{
		what: "a look-up that hangs",
		bearer: () => new Promise(() => {}),
		status: 503,
		code: "authenticate_timeout",
		isRead: true,
		kind: "failed",
	},
];

for (const { what, headers, chunks, bearer: look, status, code, isRead, kind = "refused" } of refusals) {
	test(`by Bearer: refuses ${what}`, async () => {
		const { receiver, outcomes, steps, events } = by(look === undefined ? bearer : { bearer: look }, { handlerTimeoutMs: 50 });
		const request = withToken(undefined, { ...(headers && { headers }), ...(chunks && { chunks }) });
		const answer = await receiver.receive(request);
		assert.deepEqual([answer.status, codeOf(answer)], [status, code]);
		assert.equal(request.opened, isRead ? 1 : 0);
		assert.deepEqual([steps, events], [[], []]);
		assert.equal(outcomes[0]?.kind, kind);
		assert.equal(receiver.stats().bufferedBytes, 0);
	});
}

test("what knows the sender keeps its this, which may be a class", async () => {
	class Senders {
		event = event;
		handle = () => {};
		token = token;
		/** @param {unknown} head */
		authenticate(head) {
			return this.token === token && head !== undefined;
		}
		bearer() {
			return this.token;
		}
	}
	const senders = new Senders();
	const byFunction = { event, handle: () => {}, token, authenticate: senders.authenticate };
	const byBearer = { event, handle: () => {}, authenticate: { token, bearer: senders.bearer } };
	for (const route of [byFunction, byBearer]) {
		const { receiver } = receiving({ routes: { [PATH]: /** @type {any} */ (route) } });
		assert.equal((await receiver.receive(withToken())).status, 204);
	}
});

test("what a look-up threw is told as it was thrown", async () => {
	const thrown = new Error("vault");
	const { receiver, outcomes } = by({ bearer: () => Promise.reject(thrown) });
	await receiver.receive(withToken());
	assert.equal(outcomes[0]?.error, thrown);
});

test("by Bearer: compressed is inflated; what is genuine and no payload is kept", async () => {
	const { receiver, events, outcomes } = by(bearer);
	assert.equal((await receiver.receive(withToken(undefined, { chunks: [gzipSync(body)] }))).status, 204);
	assert.equal(Buffer.from(events[0].body).toString(), body);
	const wrong = '{"id":42,"signin":7,"platform":"x","id_webhook_data":5}';
	for (const chunks of [[gzipSync(wrong)], [wrong]])
		assert.equal((await receiver.receive(withToken(undefined, { chunks }))).status, 204);
	assert.deepEqual(
		outcomes.map(({ kind }) => kind),
		["accepted", "kept", "duplicate"],
	);
	const [entry] = await receiver.list();
	assert.deepEqual([entry?.signedAtMs, entry?.code], [null, "payload_invalid"]);
	assert.equal(Buffer.from((await receiver.read(entry?.key ?? ""))?.body ?? []).toString(), wrong);
});

test("what a stranger's compressed body becomes counts with all bodies, for as long as it is held", async () => {
	let { passed, open } = gate();
	const most = 4_000_000;
	const slow = functionsOf(memoryInbox());
	slow.claim = () => passed.then(() => ({ state: "done" }));
	const compressed = (/** @type {number} */ id) => gzipSync(`{"id":42,"id_webhook_data":${id}${" ".repeat(1_500_000)}}`);
	for (const authenticate of [{ bearer: () => passed.then(() => null) }, () => true]) {
		const { receiver, outcomes } = by(authenticate, { inbox: slow, maxBodyBytes: 2_000_000, maxBufferedBytes: most });
		const requests = [1, 2, 3, 4].map((id) => receiver.receive(withToken(undefined, { chunks: [compressed(id)] })));
		await until(() => outcomes.length === 2);
		assert.deepEqual(
			outcomes.map(({ kind, code, status }) => [kind, code, status]),
			Array(2).fill(["busy", "no_room", 503]),
		);
		assert.ok(receiver.stats().bufferedBytes <= most);
		await until(() => receiver.stats().bufferedBytes > 3_000_000);
		assert.ok(receiver.stats().bufferedBytes <= most);
		open();
		await Promise.all(requests);
		assert.equal(receiver.stats().bufferedBytes, 0);
		({ passed, open } = gate());
	}
});

test("by a function: it sees the request without its body, and only true lets in", async () => {
	/** @type {any[]} */
	const heads = [];
	const { receiver, events } = by((/** @type {any} */ head) => {
		heads.push(head);
		return head.headers.get("Authorization") === "Bearer of-oauth";
	});
	const headers = { AUTHORIZATION: "Bearer of-oauth" };
	assert.equal((await receiver.receive(incoming({ headers, target: `${PATH}?a=1` }))).status, 204);
	const [{ method, path, target }] = heads;
	assert.deepEqual([method, path, target], ["POST", PATH, `${PATH}?a=1`]);
	assert.equal(heads[0].headers.get("nothing"), null);
	assert.equal(heads[0].body, undefined);
	assert.deepEqual([events[0].mechanism, events[0].signedAt, events[0].user.id], ["oauth", null, 42]);
	for (const said of [false, undefined, null, 1, "true", {}, Promise.resolve(false)]) {
		const { receiver, outcomes, steps } = by(() => said);
		const request = incoming();
		const answer = await receiver.receive(request);
		assert.deepEqual([answer.status, codeOf(answer), request.opened], [401, "not_authenticated", 0]);
		assert.deepEqual([outcomes[0]?.kind, steps], ["refused", []]);
	}
	assert.equal((await by(() => Promise.resolve(true)).receiver.receive(incoming())).status, 204);
});

test("by a function: what it throws is 500, and told; what takes too long 503", async () => {
	const thrown = new Error("issuer");
	for (const authenticate of [
		() => {
			throw thrown;
		},
		() => Promise.reject(thrown),
	]) {
		const { receiver, outcomes } = by(authenticate);
		const request = incoming();
		const answer = await receiver.receive(request);
		assert.deepEqual([answer.status, codeOf(answer), request.opened], [500, "authenticate_failed", 0]);
		assert.deepEqual([outcomes[0]?.kind, outcomes[0]?.error], ["failed", thrown]);
	}
	const { receiver } = by(() => new Promise(() => {}), { handlerTimeoutMs: 20 });
	const answer = await receiver.receive(incoming());
	assert.deepEqual([answer.status, codeOf(answer)], [503, "authenticate_timeout"]);
});

test("by a function: compressed, unreadable, too large, and the bytes of any event", async () => {
	const { receiver, events, outcomes } = by(() => true, { maxBodyBytes: 5_000 });
	assert.equal((await receiver.receive(incoming({ chunks: [gzipSync(body)] }))).status, 204);
	assert.equal(events[0].id, 1);
	for (const [chunk, code] of /** @type {const} */ ([
		[gzipSync(body).subarray(0, 30), "gzip_invalid"],
		[gzipSync(Buffer.alloc(6_000)), "too_large"],
		["{}", "payload_invalid"],
	])) {
		assert.equal((await receiver.receive(incoming({ chunks: [chunk] }))).status, 204);
		assert.deepEqual([outcomes.at(-1)?.kind, outcomes.at(-1)?.code], ["kept", code]);
	}
	assert.equal((await receiver.list()).length, 3);
	assert.equal(codeOf(await receiver.receive(incoming({ chunks: ["x".repeat(5_001)], headers: {} }))), "too_large");
	const text = by(() => true);
	const request = incoming({ body: () => ({ kind: "stream", next: () => /** @type {any} */ ("text"), cancel: () => {} }) });
	assert.equal(codeOf(await text.receiver.receive(request)), "body_not_raw");
	const bytes = by(() => true, { event: null });
	assert.equal((await bytes.receiver.receive(incoming({ chunks: ['{"id_webhook_data":9}'] }))).status, 204);
	assert.deepEqual([bytes.events[0].id, bytes.events[0].mechanism, bytes.events[0].secretName], [9, "oauth", null]);
});

test("by a function: what was kept compressed, since nothing inflated it, is handled again where something does", async () => {
	const inbox = memoryInbox();
	const { DecompressionStream } = globalThis;
	try {
		Reflect.deleteProperty(globalThis, "DecompressionStream");
		for (const any of [{}, { event: null }]) {
			const { receiver, outcomes } = by(() => true, { inbox, ...any });
			assert.equal(
				(await receiver.receive(incoming({ chunks: [gzipSync(any.event === null ? userBody(2) : body)] }))).status,
				204,
			);
			assert.equal(outcomes[0]?.code, "gzip_unsupported");
		}
		assert.equal(
			codeOf(await by(bearer).receiver.receive(withToken(undefined, { chunks: [gzipSync(body)] }))),
			"gzip_unsupported",
		);
	} finally {
		globalThis.DecompressionStream = DecompressionStream;
	}
	const { receiver, events } = by(() => true, { inbox });
	const [{ key } = { key: "" }, other] = await receiver.list();
	assert.deepEqual(await receiver.replay(key), { kind: "accepted" });
	assert.deepEqual([events[0].user.id, events[0].mechanism], [42, "oauth"]);
	const bytes = by(() => true, { inbox, event: null });
	assert.deepEqual(await bytes.receiver.replay(other?.key ?? ""), { kind: "accepted" });
	assert.deepEqual([bytes.events[0].id, `${Buffer.from(bytes.events[0].body)}`], [2, userBody(2)]);
});

test("a route's own secrets alone count for it, and say which of them signed", async () => {
	const secretKey = [
		{ name: "old", secretKey: "the-secret-of-old" },
		{ name: "new", secretKey: "the-secret-of-new" },
	];
	/** @type {any[]} */
	const events = [];
	const { receiver } = receiving({ routes: { [PATH]: { event, secretKey, handle: (given) => void events.push(given) } } });
	assert.equal(codeOf(await receiver.receive(incoming())), "signature_mismatch");
	const { Webhooks } = await import("powens-users");
	const headers = new Webhooks({ secretKey }).sign({ path: PATH, body, secretName: "new" });
	assert.equal((await receiver.receive(incoming({ headers }))).status, 204);
	assert.equal(events[0].secretName, "new");
});

test("a secret that is not in use is refused, though the request is genuine; nothing is kept", async () => {
	const secretKey = [{ name: "a", secretKey: SECRET, notAfter: new Date(Date.now() - 1_000) }];
	const { receiver, steps } = receiving({ secretKey });
	const answer = await receiver.receive(incoming());
	assert.deepEqual([answer.status, codeOf(answer), steps], [401, "secret_inactive", []]);
	await pause(0);
});

test("web-standard requests: each way to a body, and to a response", async () => {
	const { receiver, handled } = receiving();
	const { fetch } = receiver;
	/** @param {any} init */
	const request = (init) => new Request(`https://example.com${PATH}`, { method: "POST", ...init });
	const headers = signer.sign({ path: PATH, body });
	const response = await fetch(request({ headers, body }));
	assert.deepEqual([response.status, await response.text(), response.body], [204, "", null]);
	const forged = await fetch(request({ body }));
	assert.deepEqual(
		[forged.status, await forged.json(), forged.headers.get("content-type")],
		[401, { code: "signature_missing" }, "application/json"],
	);
	assert.equal((await fetch(new Request("https://example.com/elsewhere"))).status, 404);
	const get = await fetch(new Request(`https://example.com${PATH}`));
	assert.deepEqual([get.status, get.headers.get("allow")], [405, "POST"]);
	const read = request({ headers, body });
	await read.text();
	assert.deepEqual(await (await fetch(read)).json(), { code: "body_consumed" });
	const locked = request({ headers, body });
	locked.body?.getReader();
	assert.deepEqual(await (await fetch(locked)).json(), { code: "body_consumed" });
	// As Firefox has it: no stream.
	const plain = { url: `https://example.com${PATH}`, method: "POST", headers: new Headers(headers), bodyUsed: false };
	const arrayBuffer = async () => new TextEncoder().encode(body).buffer;
	assert.equal((await fetch({ ...plain, arrayBuffer })).status, 204);
	assert.deepEqual(await (await fetch(plain)).json(), { code: "signature_mismatch" });
	assert.deepEqual(await (await fetch({ ...plain, body: null })).json(), { code: "signature_mismatch" });
	assert.equal(handled.length, 1);
});
