// @ts-check
// What is told of each request: once, with nothing of payload or secret; and what is counted.

import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { test } from "node:test";
import { createReceiver, memoryInbox } from "powens-users/receiver";
import { codeOf, gate, incoming, OTHER_PATH, PATH, pause, receiving, SECRET, signer, until, userBody } from "./support.mjs";

const PRIVATE = "jane.doe@example.com";
const body = userBody(1, { email: PRIVATE });
const fields = ["kind", "code", "status", "route", "event", "source", "key", "id", "attempt", "bytes", "durationMs", "handlerMs"];

test("each outcome has the same fields, none of payload or secret, and figures that make sense", async () => {
	const { passed, open } = gate();
	let isBroken = false;
	const { receiver, outcomes } = receiving({
		maxAttempts: 2,
		waitMs: 10,
		handle: async ({ id }) => {
			await pause(2);
			if (id === 3) await passed;
			if (isBroken) throw new Error(PRIVATE);
		},
	});
	const asks = {
		accepted: incoming({ chunks: [body] }),
		duplicate: incoming({ chunks: [body] }),
		refused: incoming({
			chunks: [body],
			headers: { ...signer.sign({ path: PATH, body }), "bi-signature": `${SECRET}${PRIVATE}` },
		}),
		conflict: incoming({ chunks: [userBody(1, { email: "other" })] }),
		kept: incoming({ chunks: [JSON.stringify({ email: PRIVATE, id_webhook_data: 2 })] }),
		notFound: incoming({ target: `/${PRIVATE}` }),
	};
	for (const request of Object.values(asks)) await receiver.receive(request);
	const slow = receiver.receive(incoming({ chunks: [userBody(3)] }));
	await until(() => receiver.stats().handlers === 1);
	await receiver.receive(incoming({ chunks: [userBody(3)] }));
	open();
	await slow;
	isBroken = true;
	for (let time = 0; time < 2; time += 1) await receiver.receive(incoming({ path: OTHER_PATH, chunks: [body] }));
	const table = outcomes.map(({ kind, code, status, route, event, id, attempt }) => [
		kind,
		code,
		status,
		route,
		event,
		id,
		attempt,
	]);
	const created = [PATH, "USER_CREATED"];
	assert.deepEqual(table, [
		["accepted", null, 204, ...created, 1, 1],
		["duplicate", null, 204, ...created, 1, null],
		["refused", "signature_malformed", 401, ...created, null, null],
		["conflict", "other_body", 204, ...created, 1, 1],
		["accepted", null, 204, ...created, 1, 1],
		["kept", "payload_invalid", 204, ...created, 2, 1],
		["refused", "not_found", 404, null, null, null, null],
		["busy", "in_progress", 503, ...created, 3, null],
		["accepted", null, 204, ...created, 3, 1],
		["failed", "handler_failed", 503, OTHER_PATH, null, 1, 1],
		["kept", "handler_failed", 204, OTHER_PATH, null, 1, 2],
	]);
	for (const outcome of outcomes) {
		assert.deepEqual(Object.keys(outcome), fields);
		const text = JSON.stringify(outcome);
		assert.ok(!text.includes(PRIVATE) && !text.includes(SECRET), text);
		assert.ok(outcome.durationMs >= 0 && outcome.durationMs < 60_000);
		const { handlerMs } = outcome;
		assert.ok(handlerMs === null || (handlerMs >= 0 && handlerMs <= outcome.durationMs));
	}
	assert.ok((outcomes[0]?.handlerMs ?? 0) >= 1);
	assert.equal(outcomes[0]?.bytes, body.length);
	assert.equal(outcomes[0]?.source, "default");
	assert.deepEqual(receiver.stats().outcomes, {
		accepted: 3,
		duplicate: 1,
		busy: 1,
		refused: 2,
		conflict: 1,
		kept: 2,
		failed: 1,
	});
});

test("stats show requests, handlers, waiting, bytes, and the figures of the inbox", async () => {
	const { passed, open } = gate();
	const { receiver } = receiving({ handle: () => passed, maxHandlers: 1 });
	const first = receiver.receive(incoming());
	const second = receiver.receive(incoming({ chunks: [userBody(2)] }));
	await until(() => receiver.stats().waiting === 1);
	const { requests, handlers, waiting, bufferedBytes, inbox } = receiver.stats();
	assert.deepEqual([requests, handlers, waiting, inbox.claims], [2, 1, 1, 1]);
	assert.ok(bufferedBytes >= 2 * userBody(1).length);
	open();
	await Promise.all([first, second]);
	const after = receiver.stats();
	assert.deepEqual([after.requests, after.handlers, after.waiting, after.bufferedBytes], [0, 0, 0, 0]);
	assert.ok(!JSON.stringify(after).includes(SECRET));
});

for (const [what, onOutcome] of /** @type {const} */ ([
	[
		"throws",
		() => {
			throw new Error("metrics");
		},
	],
	["rejects", () => Promise.reject(new Error("metrics"))],
	["never ends", () => new Promise(() => {})],
])) {
	test(`an onOutcome that ${what} changes nothing`, async () => {
		const { receiver } = receiving({ onOutcome });
		assert.equal((await receiver.receive(incoming())).status, 204);
		assert.equal(receiver.stats().outcomes.accepted, 1);
	});
}

test("whatever is called runs in the async context of its own request, also after waiting", async () => {
	const storage = new AsyncLocalStorage();
	/** @type {(readonly [string, unknown, unknown])[]} */
	const seen = [];
	const note = (/** @type {string} */ what, /** @type {unknown} */ of) => seen.push([what, of, storage.getStore()]);
	const event = /** @type {const} */ ("USER_CREATED");
	const receiver = createReceiver({
		secretKey: SECRET,
		inbox: memoryInbox(),
		maxHandlers: 1,
		routes: {
			[PATH]: {
				event,
				handle: async ({ id }, { signal }) => {
					note("handle", id);
					signal.addEventListener("abort", () => note("abort", id), { once: true });
					await pause(5);
					note("handle, later", id);
					if (id === 3) await new Promise(() => {});
				},
			},
			"/bearer": {
				event,
				authenticate: { bearer: async () => void note("bearer", storage.getStore()) },
				handle: () => {},
			},
			"/oauth": {
				event,
				authenticate: async () => {
					note("authenticate", storage.getStore());
					return true;
				},
				handle: () => {},
			},
		},
		handlerTimeoutMs: 100,
		onUnexpected: ({ key }) => note("onUnexpected", Number(key.split("\n")[2])),
		onOutcome: ({ id }) => note("onOutcome", id ?? storage.getStore()),
	});
	/** @type {readonly (readonly [number, any])[]} */
	const requests = [
		[1, { chunks: [userBody(1)] }],
		[2, { chunks: [userBody(2)] }],
		[2, { chunks: [userBody(2)] }],
		[4, { chunks: ['{"id_webhook_data":4}'] }],
		[5, { path: "/bearer", headers: { authorization: "Bearer x" } }],
		[6, { path: "/oauth", chunks: [userBody(6)] }],
		[3, { chunks: [userBody(3)] }],
	];
	await Promise.all(requests.map(([of, parts]) => storage.run(of, () => receiver.receive(incoming(parts)))));
	for (const [what, of, context] of seen) assert.equal(context, of, what);
	const whats = new Set(seen.map(([what]) => what));
	assert.equal(whats.size, 7, [...whats].join());
});

test("an answer of the receiver is never one object that another request can change", async () => {
	const { receiver } = receiving();
	const [first, second] = [await receiver.receive(incoming()), await receiver.receive(incoming())];
	assert.throws(() => {
		/** @type {any} */ (first.headers)["x-added"] = "1";
	}, TypeError);
	assert.deepEqual(second.headers, {});
	assert.equal(codeOf(second), "");
});
