// @ts-check
// Stopping: nothing new, what is under way to its end, and what does not end told to.
import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryInbox } from "powens-users/receiver";
import { codeOf, functionsOf, gate, incoming, PATH, pause, receiving, signer, until, userBody } from "./support.mjs";

test("takes nothing more, and waits for what is under way", async () => {
	const { passed, open } = gate();
	const { receiver, outcomes, steps } = receiving({ handle: () => passed });
	const first = receiver.receive(incoming());
	const stopped = receiver.stop();
	const request = incoming({ chunks: [userBody(2)] });
	const answer = await receiver.receive(request);
	assert.deepEqual([answer.status, codeOf(answer), request.opened, answer.isUnread], [503, "stopping", 0, true]);
	assert.ok(answer.headers["retry-after"]);
	assert.equal(outcomes[0]?.kind, "busy");
	assert.deepEqual(await receiver.replay("any"), { kind: "busy" });
	open();
	assert.equal((await first).status, 204);
	assert.deepEqual(await stopped, { isFinished: true, running: 0 });
	assert.deepEqual(steps, ["claim", "commit"]);
});

test("with nothing under way it is done at once, and may be called again", async () => {
	const { receiver } = receiving();
	for (let time = 0; time < 2; time += 1)
		assert.deepEqual(await receiver.stop({ timeoutMs: 0 }), { isFinished: true, running: 0 });
	assert.equal((await receiver.receive(incoming({ target: "/elsewhere" }))).status, 404);
});

test("a handler that heeds its signal gives its claim back", async () => {
	const inbox = memoryInbox();
	const { receiver, steps, outcomes } = receiving({
		inbox,
		handle: (_event, { signal }) =>
			new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true })),
	});
	const first = receiver.receive(incoming());
	await until(() => receiver.stats().handlers === 1);
	assert.deepEqual(await receiver.stop({ timeoutMs: 20 }), { isFinished: false, running: 0 });
	assert.deepEqual([(await first).status, codeOf(await first), outcomes[0]?.kind], [503, "stopping", "busy"]);
	assert.deepEqual(steps, ["claim", "release"]);
	assert.equal((await receiving({ inbox }).receiver.receive(incoming())).status, 204, "another process takes it at once");
});

test("a handler that goes on keeps its claim to the end of its lease, so that it never runs twice at once", async () => {
	const inbox = memoryInbox();
	const { passed, open } = gate();
	const { receiver, steps } = receiving({ inbox, leaseMs: 1_200, handle: () => passed });
	const first = receiver.receive(incoming());
	await until(() => receiver.stats().handlers === 1);
	assert.deepEqual(await receiver.stop({ timeoutMs: 10 }), { isFinished: false, running: 1 });
	assert.equal(codeOf(await first), "stopping");
	const other = receiving({ inbox, waitMs: 20 });
	assert.equal(codeOf(await other.receiver.receive(incoming())), "in_progress");
	await pause(1_000);
	assert.deepEqual(steps, ["claim"], "its lease is renewed no more");
	assert.equal((await other.receiver.receive(incoming())).status, 204, "and ends");
	open();
	await until(() => steps.includes("commit"));
	assert.equal(receiver.stats().handlers, 0);
});

test("those who wait for a place, for another, for room or for their body are answered", async () => {
	const { passed, open } = gate();
	const { receiver } = receiving({ maxHandlers: 1, waitMs: 60_000, bodyTimeoutMs: 200, handle: () => passed });
	const first = receiver.receive(incoming());
	await until(() => receiver.stats().handlers === 1);
	const place = receiver.receive(incoming({ chunks: [userBody(2)] }));
	const slow = receiver.receive(
		incoming({
			headers: signer.sign({ path: PATH, body: "" }),
			body: () => ({ kind: "stream", next: () => new Promise(() => {}), cancel: () => {} }),
		}),
	);
	await until(() => receiver.stats().waiting === 1);
	const { isFinished } = await receiver.stop({ timeoutMs: 10 });
	assert.equal(isFinished, false);
	assert.deepEqual([codeOf(await first), codeOf(await place), codeOf(await slow)], ["stopping", "stopping", "body_timeout"]);
	open();
});

test("nobody waits for room any longer, who came before the end of the time or sends on behind it", async () => {
	const { passed, open } = gate();
	const { passed: ended, open: end } = gate();
	const { receiver } = receiving({ maxBodyBytes: 10_000, maxBufferedBytes: 10_000, waitMs: 60_000, handle: () => passed });
	const big = (/** @type {number} */ id) => userBody(id, { pad: "x".repeat(6_000) });
	const first = receiver.receive(incoming({ chunks: [big(1)] }));
	await until(() => receiver.stats().handlers === 1);
	const waiting = receiver.receive(incoming({ chunks: [big(2)] }));
	const headers = signer.sign({ path: PATH, body: big(3) });
	const next = () => ended.then(() => Buffer.from(big(3)));
	const late = receiver.receive(incoming({ headers, body: () => ({ kind: "stream", next, cancel: () => {} }) }));
	await until(() => receiver.stats().waiting === 1);
	await receiver.stop({ timeoutMs: 10 });
	end();
	assert.deepEqual([codeOf(await waiting), codeOf(await late), codeOf(await first)], ["no_room", "no_room", "stopping"]);
	open();
});

test("what was read when the time is over is not claimed any more", async () => {
	const { passed, open } = gate();
	const bytes = Buffer.from(userBody(1));
	const left = [() => passed.then(() => bytes), async () => undefined];
	const { receiver, steps } = receiving();
	const request = incoming({
		body: () => ({ kind: "stream", next: () => left.shift()?.() ?? Promise.resolve(undefined), cancel: () => {} }),
	});
	const answer = receiver.receive(request);
	await receiver.stop({ timeoutMs: 0 });
	open();
	assert.equal(codeOf(await answer), "stopping");
	assert.deepEqual(steps, []);
});

test("a claim that comes when the time is over is given back", async () => {
	const { passed, open } = gate();
	const inbox = memoryInbox();
	const slow = functionsOf(inbox);
	slow.claim = (...given) => passed.then(() => inbox.claim(...given));
	const { receiver, steps, handled } = receiving({ inbox: slow });
	const answer = receiver.receive(incoming());
	await until(() => steps.includes("claim"));
	await receiver.stop({ timeoutMs: 0 });
	open();
	assert.equal(codeOf(await answer), "stopping");
	assert.deepEqual([steps, handled.length], [["claim", "release"], 0]);
	const next = receiving({ inbox });
	await next.receiver.receive(incoming());
	assert.equal(next.handled[0]?.context.attempt, 1, "no handler ran, so that was no attempt");
});

for (const given of [-1, 1.5, "10", Number.NaN, 3_600_001]) {
	test(`timeoutMs is no ${typeof given} ${given}`, async () => {
		const { receiver } = receiving();
		await assert.rejects(receiver.stop({ timeoutMs: /** @type {any} */ (given) }), {
			code: "invalid_argument",
			message: /timeoutMs/,
		});
		assert.equal((await receiver.receive(incoming())).status, 204, "it goes on");
	});
}

test("a replay that has begun is waited for, and nothing is handled behind the end", async () => {
	const { passed, open } = gate();
	const inbox = memoryInbox();
	const broken = receiving({
		inbox,
		maxAttempts: 1,
		handle: () => {
			throw new Error("broken");
		},
	});
	await broken.receiver.receive(incoming());
	const key = `${PATH}\ndefault\n1`;
	const slow = functionsOf(inbox);
	slow.read = (given) => passed.then(() => inbox.read(given));

	const waited = receiving({ inbox: slow });
	const replayed = waited.receiver.replay(key);
	const stopped = waited.receiver.stop();
	const late = receiving({ inbox: slow });
	const tooLate = late.receiver.replay(key);
	assert.deepEqual(await late.receiver.stop({ timeoutMs: 10 }), { isFinished: false, running: 0 });
	open();
	assert.deepEqual(await tooLate, { kind: "busy" });
	assert.deepEqual(await replayed, { kind: "accepted" });
	assert.deepEqual(await stopped, { isFinished: true, running: 0 });
	assert.deepEqual([waited.handled.length, late.handled.length], [1, 0]);
});

test("an inbox that hangs when a claim is given back holds up nobody", async () => {
	const { passed, open } = gate();
	const inbox = memoryInbox();
	const hanging = functionsOf(inbox);
	hanging.claim = (...given) => passed.then(() => inbox.claim(...given));
	hanging.release = () => new Promise(() => {});
	const { receiver, steps } = receiving({ inbox: hanging, leaseMs: 60 });
	const answer = receiver.receive(incoming());
	await until(() => steps.includes("claim"));
	await receiver.stop({ timeoutMs: 0 });
	open();
	assert.equal((await answer).status, 503);
	await until(() => receiver.stats().requests === 0);
});
