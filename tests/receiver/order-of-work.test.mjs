// @ts-check
// Each step refuses what it is there to refuse, and nothing that comes behind it is done then.
import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { memoryInbox } from "powens-users/receiver";
import { codeOf, incoming, OTHER_PATH, PATH, pause, receiving, signer, userBody } from "./support.mjs";

const good = userBody(1);
const FORGED = "KdX+5MbJ5lG1z5lI8F2p9Sg5s0F2m5D7YFvVhQpYb8E=";

/**
 * @typedef {object} Refusal
 * @property {string} what
 * @property {Parameters<typeof incoming>[0]} request
 * @property {number} status
 * @property {string} code
 * @property {boolean} [isRead] Whether bytes are read first.
 * @property {Parameters<typeof receiving>[0]} [options]
 */

const now = Date.now();
const old = signer.sign({ path: PATH, body: good, date: new Date(now - 40 * 86_400_000) });
const future = signer.sign({ path: PATH, body: good, date: new Date(now + 301_000) });

/** @type {Refusal[]} */
const refusals = [
	{ what: "another path", request: { target: "/elsewhere" }, status: 404, code: "not_found" },
	{ what: "a path that goes on", request: { target: `${PATH}/more` }, status: 404, code: "not_found" },
	{ what: "a path in other letters", request: { target: PATH.toUpperCase() }, status: 404, code: "not_found" },
	{ what: "a path of every object", request: { target: "/__proto__" }, status: 404, code: "not_found" },
	{ what: "no path", request: { target: "" }, status: 404, code: "not_found" },
	{ what: "the target of OPTIONS", request: { target: "*" }, status: 404, code: "not_found" },
	{ what: "GET", request: { method: "GET" }, status: 405, code: "method_not_allowed" },
	{ what: "another spelling of POST", request: { method: "post" }, status: 405, code: "method_not_allowed" },
	{ what: "no signature", request: { headers: {} }, status: 401, code: "signature_missing" },
	{ what: "a Bearer token", request: { headers: { authorization: "Bearer x" } }, status: 401, code: "signature_mechanism" },
	{
		what: "a signature that is none",
		request: { headers: { ...signer.sign({ path: PATH, body: good }), "bi-signature": "x" } },
		status: 401,
		code: "signature_malformed",
	},
	{ what: "a date beyond the retention", request: { headers: old }, status: 401, code: "stale", isRead: true },
	{ what: "a date in the future", request: { headers: future }, status: 401, code: "stale", isRead: true },
	{
		what: "a length that is declared",
		request: { headers: { ...signer.sign({ path: PATH, body: good }), "content-length": "33554433" } },
		status: 413,
		code: "too_large",
	},
	{
		what: "a body that grows too large",
		request: {},
		status: 413,
		code: "too_large",
		isRead: true,
		options: { maxBodyBytes: 20 },
	},
	{
		what: "another signature",
		request: { headers: { ...signer.sign({ path: PATH, body: good }), "bi-signature": FORGED } },
		status: 401,
		code: "signature_mismatch",
		isRead: true,
	},
	{
		what: "the signature of another route",
		request: { headers: signer.sign({ path: OTHER_PATH, body: good }) },
		status: 401,
		code: "signature_mismatch",
		isRead: true,
	},
	{
		what: "no JSON of somebody else",
		request: { chunks: ["{"], headers: { ...signer.sign({ path: PATH, body: good }), "bi-signature": FORGED } },
		status: 401,
		code: "signature_mismatch",
		isRead: true,
	},
];

for (const { what, request, status, code, isRead = false, options = {} } of refusals) {
	test(`refuses ${what}: ${status} ${code}`, async () => {
		const { receiver, outcomes, handled, steps } = receiving(options);
		const headers = options.maxBodyBytes === undefined ? undefined : signer.sign({ path: PATH, body: good });
		const asked = incoming({ ...(headers && { headers }), ...request });
		const answer = await receiver.receive(asked);
		assert.deepEqual([answer.status, codeOf(answer)], [status, code]);
		assert.equal(answer.headers["content-type"], "application/json");
		assert.equal(answer.headers.allow, status === 405 ? "POST" : undefined);
		assert.equal(asked.opened, isRead ? 1 : 0, "the body is asked for, or not");
		assert.equal(answer.isUnread, !isRead || code === "too_large");
		assert.deepEqual(steps, [], "the inbox is not asked");
		assert.deepEqual(handled, []);
		assert.equal(outcomes.length, 1);
		assert.deepEqual([outcomes[0]?.kind, outcomes[0]?.code, outcomes[0]?.status], ["refused", code, status]);
		assert.equal(outcomes[0]?.key, null);
		assert.equal(receiver.stats().bufferedBytes, 0);
	});
}

test("takes what is good: 204 with nothing, once", async () => {
	const { receiver, outcomes, handled, steps } = receiving();
	const answer = await receiver.receive(incoming());
	assert.deepEqual(answer, { status: 204, headers: {}, body: "", isUnread: false });
	assert.deepEqual(steps, ["claim", "commit"]);
	const [{ event, context } = { event: null, context: null }] = handled;
	assert.equal(event.user.id, 42);
	assert.deepEqual(
		{ ...context, signal: null },
		{ key: `${PATH}\ndefault\n1`, route: PATH, source: "default", attempt: 1, signal: null, isReplay: false },
	);
	assert.equal(context.signal.aborted, false);
	assert.equal(outcomes.length, 1);
	assert.equal((await receiver.receive(incoming())).status, 204);
	assert.equal(handled.length, 1);
	assert.deepEqual(
		outcomes.map(({ kind }) => kind),
		["accepted", "duplicate"],
	);
});

for (const target of [`${PATH}?a=1`, `${PATH}#a`, `http://proxy.example${PATH}`, `HTTPS://proxy.example:8443${PATH}?a=/b`]) {
	test(`finds the route of ${target}`, async () => {
		assert.equal((await receiving().receiver.receive(incoming({ target }))).status, 204);
	});
}

for (const target of [
	`http://proxy.example?${PATH}`,
	`http://proxy.example`,
	`ftp://proxy.example${PATH}`,
	`proxy.example${PATH}`,
]) {
	test(`finds no route of ${target}`, async () => {
		assert.equal((await receiving().receiver.receive(incoming({ target }))).status, 404);
	});
}

for (const [what, headers] of /** @type {const} */ ([
	["a Headers", (/** @type {any} */ plain) => new Headers(plain)],
	[
		"names in capitals",
		(/** @type {any} */ plain) => Object.fromEntries(Object.entries(plain).map(([k, v]) => [k.toUpperCase(), v])),
	],
])) {
	test(`takes headers as ${what}`, async () => {
		const { receiver } = receiving();
		const request = incoming({ headers: headers(signer.sign({ path: PATH, body: good })) });
		assert.equal((await receiver.receive(request)).status, 204);
	});
}

test("takes a signature as old as the retention, and into the future 300 s", async () => {
	for (const [ms, status] of [
		[-29 * 86_400_000, 204],
		[299_000, 204],
		[-31 * 86_400_000, 401],
	]) {
		const headers = signer.sign({ path: PATH, body: good, date: new Date(Date.now() + (ms ?? 0)) });
		assert.equal((await receiving().receiver.receive(incoming({ headers }))).status, status, `${ms}`);
	}
});

test("nothing that was accepted is fresh any more when the inbox has forgotten it", async () => {
	const retentionMs = 1_000_000;
	for (const aheadMs of [0, 100_000, 299_000, 300_000]) {
		const start = 1_800_000_000_000;
		let time = start;
		const { receiver } = receiving({ now: () => time, inbox: memoryInbox({ retentionMs, now: () => time }) });
		const headers = signer.sign({ path: PATH, body: good, date: new Date(start + aheadMs) });
		assert.equal((await receiver.receive(incoming({ headers }))).status, 204, `${aheadMs} ms ahead`);
		time = start + retentionMs + 1;
		assert.equal(codeOf(await receiver.receive(incoming({ headers }))), "stale", `${aheadMs} ms ahead, forgotten`);
	}
});

test("toleranceSeconds makes the past shorter", async () => {
	const { receiver } = receiving({ toleranceSeconds: 60 });
	const headers = signer.sign({ path: PATH, body: good, date: new Date(Date.now() - 61_000) });
	assert.equal(codeOf(await receiver.receive(incoming({ headers }))), "stale");
	const fresh = signer.sign({ path: PATH, body: good, date: new Date(Date.now() - 50_000) });
	assert.equal((await receiver.receive(incoming({ headers: fresh }))).status, 204);
});

test("reads a body in any chunks, by promises or at once", async () => {
	const bytes = Buffer.from(good);
	for (const cut of [1, 2, 3, 50, bytes.length - 1]) {
		const { receiver, handled } = receiving();
		const chunks = [bytes.subarray(0, cut), new Uint8Array(0), bytes.subarray(cut)];
		assert.equal((await receiver.receive(incoming({ chunks }))).status, 204);
		const left = [...chunks];
		const body = () => /** @type {const} */ ({ kind: "stream", next: () => left.shift(), cancel: () => {} });
		assert.equal((await receiver.receive(incoming({ body }))).status, 204);
		assert.equal(handled.length, 1, "both have the same hash");
	}
});

test("takes the bytes that a platform has read, and says where they are lost", async () => {
	const { receiver, outcomes } = receiving();
	const bytes = Buffer.from(good);
	assert.equal((await receiver.receive(incoming({ body: () => ({ kind: "bytes", bytes }) }))).status, 204);
	for (const code of /** @type {const} */ (["body_not_raw", "body_consumed"])) {
		const answer = await receiver.receive(incoming({ body: () => ({ kind: "lost", code }) }));
		assert.deepEqual([answer.status, codeOf(answer)], [500, code]);
		assert.equal(outcomes.at(-1)?.kind, "refused");
	}
});

test("compressed and plain, whole and in pieces: the same delivery", async () => {
	const { receiver, handled } = receiving();
	const zipped = gzipSync(good);
	for (const chunks of [[zipped], [zipped.subarray(0, 1), zipped.subarray(1)], [good]]) {
		assert.equal((await receiver.receive(incoming({ chunks }))).status, 204);
	}
	// Signed as it was before it was compressed.
	assert.equal(
		(await receiver.receive(incoming({ chunks: [zipped], headers: signer.sign({ path: PATH, body: good }) }))).status,
		204,
	);
	assert.equal(handled.length, 1);
});

test("gives up a body that does not come in time: 408, and reads no further", async () => {
	const { receiver, outcomes } = receiving({ bodyTimeoutMs: 40 });
	/** @type {string[]} */
	const cancelled = [];
	const body = () =>
		/** @type {const} */ ({ kind: "stream", next: () => new Promise(() => {}), cancel: () => void cancelled.push("once") });
	const answer = await receiver.receive(incoming({ body }));
	assert.deepEqual([answer.status, codeOf(answer), answer.isUnread, cancelled], [408, "body_timeout", true, ["once"]]);
	assert.equal(outcomes[0]?.kind, "refused");
	assert.ok((outcomes[0]?.durationMs ?? 0) >= 35);
});

test("gives up a body that trickles, however many chunks there are", async () => {
	const { receiver } = receiving({ bodyTimeoutMs: 60 });
	let reads = 0;
	const next = async () => {
		reads += 1;
		await pause(10);
		return Buffer.from(" ");
	};
	const answer = await receiver.receive(incoming({ body: () => ({ kind: "stream", next, cancel: () => {} }) }));
	assert.equal(codeOf(answer), "body_timeout");
	const before = reads;
	await pause(50);
	assert.equal(reads, before, "nothing is read any more");
	assert.equal(receiver.stats().bufferedBytes, 0);
});

test("gives up a body that is always ready and never ends", async () => {
	const { receiver } = receiving({ bodyTimeoutMs: 30 });
	const next = () => new Uint8Array(0);
	assert.equal(
		codeOf(await receiver.receive(incoming({ body: () => ({ kind: "stream", next, cancel: () => {} }) }))),
		"body_timeout",
	);
});

test("a body that breaks off is refused", async () => {
	for (const next of [
		() => Promise.reject(new Error("reset")),
		() => {
			throw new Error("reset");
		},
	]) {
		const { receiver, steps } = receiving();
		const answer = await receiver.receive(incoming({ body: () => ({ kind: "stream", next, cancel: () => {} }) }));
		assert.deepEqual([answer.status, codeOf(answer)], [400, "body_unreadable"]);
		assert.deepEqual(steps, []);
	}
});

test("never rejects, whatever the request is", async () => {
	const { receiver } = receiving();
	const thrower = () => {
		throw new Error("no");
	};
	const hostile = /** @type {any[]} */ ([
		{},
		{ method: "POST", target: PATH },
		{ method: "POST", target: PATH, headers: null, body: thrower },
		{ method: "POST", target: 7, headers: {}, body: thrower },
		{ ...incoming(), body: thrower },
		{ ...incoming(), body: () => null },
		{ ...incoming(), headers: { get: thrower } },
		{ ...incoming(), headers: new Proxy({}, { get: thrower, ownKeys: thrower }) },
		new Proxy({}, { get: thrower }),
	]);
	for (const request of hostile) {
		const answer = await receiver.receive(request);
		assert.ok(answer.status >= 400, `${answer.status}`);
		assert.match(answer.body, /^\{"code":"\w+"\}$/);
	}
	assert.equal(receiver.stats().requests, 0);
	assert.equal(receiver.stats().bufferedBytes, 0);
});
