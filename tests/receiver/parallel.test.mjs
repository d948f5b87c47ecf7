// @ts-check
// Many at once: duplicates, conflicts, places of handlers, bytes of bodies.
import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryInbox } from "powens-users/receiver";
import { codeOf, gate, incoming, PATH, pause, receiving, signer, until, userBody } from "./support.mjs";

test("duplicates in parallel: handled once, and each answered 204 when the first is done", async () => {
	const { passed, open } = gate();
	const { receiver, handled, steps, outcomes } = receiving({ handle: () => passed });
	const answers = Array.from({ length: 50 }, () => receiver.receive(incoming()));
	await until(() => receiver.stats().waiting === 49);
	assert.ok(receiver.stats().bufferedBytes < 1_000, "those who wait hold no bytes");
	open();
	assert.deepEqual(new Set((await Promise.all(answers)).map(({ status }) => status)), new Set([204]));
	assert.equal(handled.length, 1);
	assert.deepEqual(steps, ["claim", "commit"], "the inbox is asked once");
	assert.equal(outcomes.filter(({ kind }) => kind === "duplicate").length, 49);
	assert.equal(receiver.stats().waiting, 0);
});

test("a duplicate whose first one fails, or is not done in waitMs, is to be sent again", async () => {
	const { passed, fail } = gate();
	const { receiver, handled, outcomes } = receiving({ handle: () => passed, waitMs: 40 });
	const first = receiver.receive(incoming());
	const startedAt = performance.now();
	const late = await receiver.receive(incoming());
	assert.ok(performance.now() - startedAt >= 35);
	assert.deepEqual([late.status, codeOf(late)], [503, "in_progress"]);
	const second = receiver.receive(incoming());
	await until(() => receiver.stats().waiting === 1);
	fail(new Error("broken"));
	assert.deepEqual([codeOf(await first), codeOf(await second)], ["handler_failed", "first_failed"]);
	assert.equal(handled.length, 1, "no attempt of its own");
	assert.deepEqual(outcomes.map(({ kind }) => kind).sort(), ["busy", "busy", "failed"]);
});

test("a duplicate in another process waits for it by asking again", async () => {
	const inbox = memoryInbox();
	const { passed, open } = gate();
	const one = receiving({ inbox, handle: () => passed });
	const other = receiving({ inbox });
	const first = one.receiver.receive(incoming());
	const second = other.receiver.receive(incoming());
	await until(() => other.steps.length >= 2);
	assert.equal(other.receiver.stats().handlers, 0);
	open();
	assert.deepEqual([(await first).status, (await second).status], [204, 204]);
	assert.deepEqual([one.handled.length, other.handled.length, other.outcomes[0]?.kind], [1, 0, "duplicate"]);
	assert.ok(other.steps.length < 8, `asked with growing pauses: ${other.steps.length}`);
});

test("a duplicate in another process gives up after waitMs; takes over where the first gives its claim back", async () => {
	const inbox = memoryInbox();
	const { passed, fail } = gate();
	const one = receiving({ inbox, handle: () => passed });
	const other = receiving({ inbox, waitMs: 60 });
	const first = one.receiver.receive(incoming());
	assert.equal(codeOf(await other.receiver.receive(incoming())), "in_progress");
	const second = other.receiver.receive(incoming());
	await pause(5);
	fail(new Error("broken"));
	assert.equal(codeOf(await first), "handler_failed");
	assert.equal((await second).status, 204);
	assert.equal(other.handled[0]?.context.attempt, 2);
});

test("the same id with another body is handled under a key of its own, and reported", async () => {
	const { receiver, handled, outcomes } = receiving();
	const [one, two] = [userBody(1), userBody(1, { platform: "web" })];
	for (const body of [one, two, two, one]) assert.equal((await receiver.receive(incoming({ chunks: [body] }))).status, 204);
	assert.deepEqual(
		outcomes.map(({ kind, code, status }) => [kind, code, status]),
		[
			["accepted", null, 204],
			["conflict", "other_body", 204],
			["accepted", null, 204],
			["conflict", "other_body", 204],
			["duplicate", null, 204],
			["duplicate", null, 204],
		],
	);
	assert.deepEqual(
		handled.map(({ event }) => event.user.platform),
		["sharedAccess", "web"],
	);
	const [first, second] = handled.map(({ context }) => context.key);
	assert.equal(first, `${PATH}\ndefault\n1`);
	assert.match(second, new RegExp(`^${PATH}\ndefault\n1\nsha256:[0-9a-f]{64}$`));
	assert.equal(receiver.stats().outcomes.conflict, 2);
});

test("a conflict in parallel is none the other waits for; whose handler fails keeps its own count", async () => {
	let failures = 2;
	const { receiver, outcomes } = receiving({
		handle: async ({ user }) => {
			await pause(10);
			if (user.platform === "web" && failures-- > 0) throw new Error("broken");
		},
	});
	const bodies = [userBody(1), userBody(1, { platform: "web" })];
	const answers = await Promise.all(bodies.map((body) => receiver.receive(incoming({ chunks: [body] }))));
	assert.deepEqual(
		answers.map(({ status }) => status),
		[204, 503],
	);
	assert.equal(codeOf(await receiver.receive(incoming({ chunks: [bodies[1] ?? ""] }))), "handler_failed");
	assert.equal((await receiver.receive(incoming({ chunks: [bodies[1] ?? ""] }))).status, 204);
	assert.equal(outcomes.at(-1)?.attempt, 3);
});

test("ids of two routes, two sources, and of none are told apart", async () => {
	/** @type {string[]} */
	const keys = [];
	const handle = (/** @type {unknown} */ _event, /** @type {any} */ { key }) => void keys.push(key);
	const event = /** @type {const} */ ("USER_CREATED");
	const { receiver } = receiving({
		routes: { "/a": { event, handle }, "/b": { event, handle }, "/c": { event, handle, source: "acme" } },
	});
	const without = '{"id":42,"signin":null,"platform":"web"}';
	for (const path of ["/a", "/b", "/c"]) {
		for (const body of [userBody(1), without]) {
			assert.equal((await receiver.receive(incoming({ path, chunks: [body] }))).status, 204);
		}
	}
	assert.equal(new Set(keys).size, 6);
	assert.ok(keys.every((key) => key.length <= 512));
});

test("no more handlers at once than maxHandlers, and no more than the inbox allows; others wait in order", async () => {
	for (const [maxHandlers, maxClaims, most] of [
		[3, undefined, 3],
		[10, 2, 2],
	]) {
		let running = 0;
		let peak = 0;
		/** @type {number[]} */
		const order = [];
		const inbox = memoryInbox();
		const limited = new Proxy(inbox, {
			get: (of, name) => {
				if (name === "maxClaims") return maxClaims;
				const value = Reflect.get(of, name);
				return typeof value === "function" ? value.bind(of) : value;
			},
		});
		const { receiver } = receiving({
			inbox: limited,
			maxHandlers: maxHandlers ?? 0,
			handle: async ({ id }) => {
				order.push(id);
				running += 1;
				peak = Math.max(peak, running);
				await pause(3);
				running -= 1;
			},
		});
		const ids = Array.from({ length: 20 }, (_, index) => index + 1);
		const answers = await Promise.all(ids.map((id) => receiver.receive(incoming({ chunks: [userBody(id)] }))));
		assert.ok(answers.every(({ status }) => status === 204));
		assert.equal(peak, most);
		assert.deepEqual(order, ids);
	}
});

test("who finds no place in waitMs is to come again: 503 busy, and nothing was claimed", async () => {
	const { passed, open } = gate();
	const { receiver, steps, outcomes } = receiving({ maxHandlers: 1, waitMs: 30, handle: () => passed });
	const first = receiver.receive(incoming());
	const answer = await receiver.receive(incoming({ chunks: [userBody(2)] }));
	assert.deepEqual([answer.status, codeOf(answer), answer.headers["retry-after"]], [503, "no_place", "5"]);
	assert.deepEqual([outcomes[0]?.kind, steps], ["busy", ["claim"]]);
	open();
	assert.equal((await first).status, 204);
	assert.equal((await receiver.receive(incoming({ chunks: [userBody(2)] }))).status, 204);
});

test("a handler past its deadline keeps its place", async () => {
	const { passed, open } = gate();
	const { receiver } = receiving({
		maxHandlers: 1,
		waitMs: 20,
		handlerTimeoutMs: 20,
		handle: ({ id }) => (id === 1 ? passed : null),
	});
	assert.equal(codeOf(await receiver.receive(incoming())), "handler_timeout");
	assert.equal(codeOf(await receiver.receive(incoming({ chunks: [userBody(2)] }))), "no_place");
	open();
	await until(() => receiver.stats().handlers === 0);
	assert.equal((await receiver.receive(incoming({ chunks: [userBody(2)] }))).status, 204);
});

test("no more than so many wait", async () => {
	const { passed, open } = gate();
	const { receiver } = receiving({ maxHandlers: 1, waitMs: 5_000, handle: () => passed });
	const all = Array.from({ length: 1_002 }, (_, id) => receiver.receive(incoming({ chunks: [userBody(id)] })));
	const first = await Promise.race(all);
	assert.equal(codeOf(first), "no_place");
	assert.equal(receiver.stats().waiting, 1_000);
	open();
	assert.equal((await Promise.all(all)).filter(({ status }) => status === 204).length, 1_001);
});

/** A body that stops in the middle, and goes on when it is told to. */
function halting(/** @type {string} */ text, /** @type {Promise<unknown>} */ passed) {
	const bytes = Buffer.from(text);
	const half = bytes.length >> 1;
	const left = [async () => bytes.subarray(0, half), () => passed.then(() => bytes.subarray(half)), async () => undefined];
	const next = () => left.shift()?.() ?? Promise.resolve(undefined);
	const headers = signer.sign({ path: PATH, body: text });
	return incoming({ headers, body: () => ({ kind: "stream", next: /** @type {any} */ (next), cancel: () => {} }) });
}

test("bytes of all bodies are bounded: who finds no room in waitMs is to come again", async () => {
	const { passed, open } = gate();
	const big = userBody(1, { pad: "x".repeat(8_000) });
	const { receiver, outcomes, handled } = receiving({ maxBodyBytes: 9_000, maxBufferedBytes: 9_000, waitMs: 200 });
	const first = receiver.receive(halting(big, passed));
	await until(() => receiver.stats().bufferedBytes > 4_000);
	const large = userBody(2, { pad: "x".repeat(7_000) });
	const answer = await receiver.receive(incoming({ chunks: [large] }));
	assert.deepEqual([answer.status, codeOf(answer), answer.isUnread], [503, "no_room", true]);
	assert.deepEqual([outcomes[0]?.kind, handled.length], ["busy", 0]);
	assert.equal((await receiver.receive(incoming({ chunks: [userBody(3)] }))).status, 204, "a small one fits");
	const waiting = receiver.receive(incoming({ chunks: [large] }));
	await until(() => receiver.stats().waiting === 1);
	open();
	assert.deepEqual([(await first).status, (await waiting).status], [204, 204]);
	assert.equal(receiver.stats().bufferedBytes, 0);
});

for (const [what, id, code] of /** @type {const} */ ([
	["for a place", (/** @type {number} */ index) => index, "no_place"],
	["for the same delivery", () => 1, "in_progress"],
])) {
	test(`a thousand may wait ${what}: who comes then would wait in vain, and is sent away at once`, async () => {
		const { passed, open } = gate();
		const { receiver } = receiving({ maxHandlers: 1, waitMs: 60_000, handle: () => passed });
		const requests = Array.from({ length: 1_001 }, (_, index) =>
			receiver.receive(incoming({ chunks: [userBody(id(index + 1))] })),
		);
		await until(() => receiver.stats().waiting === 1_000);
		assert.equal(codeOf(await receiver.receive(incoming({ chunks: [userBody(id(2_000))] }))), code);
		open();
		assert.ok((await Promise.all(requests)).every(({ status }) => status === 204));
	});
}

test("of two who wait for room, the one for whom there is enough has it", async () => {
	const { receiver } = receiving({ maxBodyBytes: 10_000, maxBufferedBytes: 10_000, waitMs: 2_000 });
	const gates = [gate(), gate()];
	const pad = (/** @type {number} */ length) => ({ pad: "x".repeat(length) });
	const held = gates.map(({ passed }, index) => receiver.receive(halting(userBody(index + 1, pad(6_000)), passed)));
	await until(() => receiver.stats().bufferedBytes > 6_000);
	const large = receiver.receive(incoming({ chunks: [userBody(3, pad(9_000))] }));
	const small = receiver.receive(incoming({ chunks: [userBody(4, pad(5_000))] }));
	await until(() => receiver.stats().waiting === 2);
	gates[0]?.open();
	assert.equal((await small).status, 204);
	assert.equal(receiver.stats().waiting, 1);
	gates[1]?.open();
	assert.deepEqual([(await large).status, ...(await Promise.all(held)).map(({ status }) => status)], [204, 204, 204]);
});

test("nothing is set aside for a length that is declared", async () => {
	const { receiver } = receiving({ maxBodyBytes: 10_000, maxBufferedBytes: 10_000, waitMs: 0 });
	const headers = { ...signer.sign({ path: PATH, body: "x" }), "content-length": "10000" };
	const slow = Array.from({ length: 20 }, () =>
		receiver.receive(
			incoming({ headers, body: () => ({ kind: "stream", next: () => pause(30).then(() => undefined), cancel: () => {} }) }),
		),
	);
	assert.equal(receiver.stats().bufferedBytes, 0);
	assert.equal((await receiver.receive(incoming())).status, 204);
	await Promise.all(slow);
});

test("many small chunks count for what it costs to keep them", async () => {
	const { receiver } = receiving({ maxBodyBytes: 10_000, maxBufferedBytes: 20_000, waitMs: 0 });
	const chunks = Array.from({ length: 5_000 }, () => " ");
	assert.equal(codeOf(await receiver.receive(incoming({ chunks }))), "no_room");
	assert.equal(receiver.stats().bufferedBytes, 0);
});

test("bytes are held as long as their handler runs, in time or not", async () => {
	const { passed, open } = gate();
	const { receiver } = receiving({ handle: () => passed, handlerTimeoutMs: 20 });
	const answer = receiver.receive(incoming());
	await until(() => receiver.stats().handlers === 1);
	assert.ok(receiver.stats().bufferedBytes > 0);
	await answer;
	assert.ok(receiver.stats().bufferedBytes > 0);
	open();
	await until(() => receiver.stats().bufferedBytes === 0);
});
