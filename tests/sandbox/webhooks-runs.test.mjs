// @ts-check
// When the sender sends: runs, the documented stop rules, repetition until a 2xx, users who are still temporary.
import assert from "node:assert/strict";
import { test } from "node:test";
import { created, listen, openSender, receiver } from "./webhook-sender.mjs";

const URL_ = "http://localhost/hooks";
const ok = () => new Response(null, { status: 204 });
const fails = () => new Response("no", { status: 500 });
const never = () => new Promise(() => {});
const range = (/** @type {number} */ from, /** @type {number} */ to) =>
	Array.from({ length: to - from + 1 }, (_, index) => from + index);

/**
 * A sender with one registration of USER_CREATED and users 1 … count queued.
 *
 * @param {number} count
 * @param {(request: Request, body: Uint8Array, count: number) => unknown} answer
 * @param {Parameters<typeof openSender>[0]} [options]
 */
function queued(count, answer, options) {
	const opened = openSender(options);
	const to = receiver(answer);
	const { id } = opened.sender.register({ event: "USER_CREATED", url: URL_, handler: to.handler, secretKey: "s" });
	for (const userId of range(1, count)) opened.sender.enqueue(created(userId), { waits: false });
	return { ...opened, ...to, waiting: () => opened.sender.health(id).waiting };
}

test("10 failures in a row end a run; the next one goes on with what waits", async () => {
	const { sender, ids, waiting } = queued(25, fails);
	for (const [from, to] of /** @type {const} */ ([
		[1, 10],
		[11, 20],
	])) {
		const made = await sender.flush();
		assert.deepEqual(
			made.map(({ userId }) => userId),
			range(from, to),
		);
		assert.ok(made.every(({ outcome, status, attempt }) => outcome === "refused" && status === 500 && attempt === 1));
	}
	const third = await sender.flush();
	assert.deepEqual(
		third.map(({ userId, attempt }) => [userId, attempt]),
		[...range(21, 25).map((userId) => [userId, 1]), ...range(1, 5).map((userId) => [userId, 2])],
	);
	assert.equal(waiting(), 25);
	assert.equal(ids().length, 30);
});

test("a success in between starts the count anew", async () => {
	const { sender } = queued(30, (_request, _body, count) => (count % 10 === 0 ? ok() : fails()));
	assert.equal((await sender.flush()).length, 30);
});

test("2 timeouts in a row end a run, another failure in between starts their count anew", async () => {
	for (const [pattern, attempts] of /** @type {const} */ ([
		["TTTTT", 2],
		["TFTFTT.", 6],
		["T.T.TT.", 6],
		["FFFFFFFFTT", 10],
		["FFFFFFFFFTT", 10],
	])) {
		const answer = (/** @type {unknown} */ _request, /** @type {unknown} */ _body, /** @type {number} */ count) =>
			({ T: never, F: fails, ".": ok })[/** @type {"T"} */ (pattern[count - 1])]();
		const { sender } = queued(pattern.length, answer, { choices: { webhookTimeoutMs: 15 } });
		const outcomes = (await sender.flush()).map((/** @type {any} */ { outcome }) => outcome);
		const names = { T: "timeout", F: "refused", ".": "accepted" };
		assert.deepEqual(
			outcomes,
			[...pattern.slice(0, attempts)].map((sign) => names[/** @type {"T"} */ (sign)]),
			pattern,
		);
	}
});

test("what failed is sent again with the same id and body until a 2xx, and then never", async () => {
	const { sender, received } = queued(1, (_request, _body, count) => (count < 4 ? fails() : ok()));
	for (const attempt of range(1, 4))
		assert.deepEqual(
			(await sender.flush()).map((/** @type {any} */ delivery) => delivery.attempt),
			[attempt],
		);
	assert.deepEqual(await sender.flush(), []);
	assert.equal(new Set(received.map(({ body }) => new TextDecoder().decode(body))).size, 1);
	assert.equal(received.length, 4);
});

test("any 2xx is success, all else is none", async () => {
	for (const status of [200, 201, 202, 204, 206, 226, 299, 301, 302, 307, 308, 400, 401, 404, 410, 429, 500, 503, 599]) {
		const { sender, waiting } = queued(1, () => new Response(null, { status }));
		const [delivery] = await sender.flush();
		assert.equal(delivery.outcome, status < 300 ? "accepted" : "refused");
		assert.equal(delivery.status, status);
		assert.equal(waiting(), status < 300 ? 0 : 1);
	}
});

test("of 20 queued none is lost where every second attempt fails", async () => {
	const { sender, received, waiting } = queued(20, (_request, _body, count) => (count % 2 ? fails() : ok()));
	for (let run = 0; waiting() > 0; run += 1) {
		assert.ok(run < 10);
		await sender.flush();
	}
	assert.deepEqual(
		[...new Set(received.map(({ json }) => json().id))].sort((one, other) => one - other),
		range(1, 20),
	);
	const accepted = sender.deliveries().filter((/** @type {any} */ { outcome }) => outcome === "accepted");
	assert.equal(new Set(accepted.map((/** @type {any} */ { webhookDataId }) => webhookDataId)).size, 20);
	assert.equal(accepted.length, 20);
});

test("ids of payloads ascend, and follow from the seed", async () => {
	const { sender, received } = queued(3, ok);
	const other = queued(3, ok);
	await sender.flush();
	await other.sender.flush();
	const ids = received.map(({ json }) => json().id_webhook_data);
	assert.deepEqual(ids, range(ids[0], ids[0] + 2));
	assert.deepEqual(
		ids,
		other.received.map(({ json }) => json().id_webhook_data),
	);
});

test("two registrations of an event: ids of their own, or shared where that is chosen; of another event nothing is queued", async () => {
	for (const webhookDataId of /** @type {const} */ (["registration", "event"])) {
		const { sender } = openSender({ choices: { webhookDataId } });
		const [one, other, deleted] = [receiver(), receiver(), receiver()];
		sender.register({ event: "USER_CREATED", url: URL_, handler: one.handler });
		sender.register({ event: "USER_CREATED", url: URL_, handler: other.handler });
		sender.register({ event: "USER_DELETED", url: URL_, handler: deleted.handler });
		sender.enqueue(created(1), { waits: false });
		assert.equal(sender.health(3).waiting, 0);
		assert.equal((await sender.flush()).length, 2);
		const [idOfOne, idOfOther] = [one, other].map(({ received }) => received[0].json().id_webhook_data);
		assert.equal(idOfOne === idOfOther, webhookDataId === "event");
		assert.equal(deleted.received.length, 0);
	}
});

test("a receiver that fails holds up nobody else", async () => {
	const { sender } = openSender({ choices: { webhookTimeoutMs: 30 } });
	const good = receiver();
	sender.register({ event: "USER_CREATED", url: URL_, handler: never });
	sender.register({ event: "USER_CREATED", url: URL_, handler: good.handler });
	for (const userId of range(1, 20)) sender.enqueue(created(userId), { waits: false });
	await sender.flush();
	assert.deepEqual(good.ids(), range(1, 20));
});

test("automatic: sent at once; what failed again after webhookRunEveryMs of the clock, until it is accepted", async () => {
	const { sender, received, clock } = queued(1, (_request, _body, count) => (count < 3 ? fails() : ok()), { automatic: true });
	assert.equal(received.length, 0);
	await sender.settled();
	assert.equal(received.length, 1);
	assert.deepEqual(clock.planned(), [5000]);
	await clock.advance(4999);
	assert.equal(received.length, 1);
	await clock.advance(1);
	assert.equal(received.length, 2);
	await clock.advance(5000);
	assert.equal(received.length, 3);
	assert.deepEqual(clock.planned(), []);
});

test("automatic: a failure does not hold up what happens later, a run that was ended does", async () => {
	const { sender, ids, clock } = queued(0, fails, { automatic: true });
	for (const userId of range(1, 12)) {
		sender.enqueue(created(userId), { waits: false });
		await sender.settled();
	}
	// Each once: ten in a row end the run, although they came one by one.
	assert.deepEqual(ids(), range(1, 10));
	await clock.advance(5000);
	assert.deepEqual(ids().slice(10), [11, 12, ...range(1, 8)]);
});

test("what a handler causes is sent in the same run", async () => {
	const { sender, ids } = queued(
		1,
		(_request, _body, count) => {
			if (count < 5) sender.enqueue(created(count + 1), { waits: false });
			return ok();
		},
		{ automatic: true },
	);
	await sender.settled();
	assert.deepEqual(ids(), range(1, 5));
});

test("flushes at the same time: each payload once", async () => {
	const { sender, ids } = queued(5, ok, { automatic: true });
	await Promise.all([sender.flush(), sender.flush(), sender.settled()]);
	assert.deepEqual(ids(), range(1, 5));
});

test("manual: nothing is sent without a flush, and nothing is planned", async () => {
	const { sender, received, clock } = queued(2, fails);
	await sender.settled();
	assert.equal(received.length, 0);
	await sender.flush();
	assert.equal(received.length, 2);
	assert.deepEqual(clock.planned(), []);
});

test("of a temporary user it waits: released it is sent in order, dropped it is never", async () => {
	const { sender, ids, waiting } = queued(0, ok, { automatic: true });
	for (const userId of [1, 2, 1, 3]) sender.enqueue(created(userId), { waits: true });
	await sender.flush();
	assert.deepEqual(ids(), []);
	assert.equal(waiting(), 4);
	sender.drop(2);
	sender.release(1);
	sender.release(99);
	await sender.settled();
	assert.deepEqual(ids(), [1, 1]);
	sender.release(2);
	sender.drop(1);
	await sender.flush();
	assert.deepEqual(ids(), [1, 1]);
	assert.equal(waiting(), 1);
});

test("drop leaves what is queued of a permanent user, such as its USER_DELETED", async () => {
	const { sender, ids } = queued(1, ok);
	sender.drop(1);
	await sender.flush();
	assert.deepEqual(ids(), [1]);
});

test("a webhook that is removed is sent nothing more", async () => {
	const { sender, ids } = queued(3, (_request, _body, count) => {
		if (count === 1) sender.remove(1);
		return ok();
	});
	await sender.flush();
	assert.deepEqual(ids(), [1]);
	assert.deepEqual(sender.registrations(), []);
	assert.equal(sender.remove(1), false);
});

test("over a network: nobody listens, the connection breaks off, the answer never comes or trickles on", async (t) => {
	const { origin } = await listen(t, (request, response) => {
		if (request.url === "/reset") request.socket.destroy();
		if (request.url === "/endless") response.writeHead(200).write("x");
		if (request.url === "/huge") response.writeHead(200).end("x".repeat(5_000_000));
	});
	for (const [url, outcome, status] of [
		["http://127.0.0.1:1/", "failed", null],
		[`${origin}/reset`, "failed", null],
		[`${origin}/silent`, "timeout", null],
		[`${origin}/endless`, "accepted", 200],
		[`${origin}/huge`, "accepted", 200],
	]) {
		const { sender } = openSender({ choices: { webhookTimeoutMs: 150 } });
		sender.register({ event: "USER_CREATED", url });
		sender.enqueue(created(1), { waits: false });
		const [delivery] = await sender.flush();
		assert.deepEqual([delivery.outcome, delivery.status], [outcome, status], String(url));
		assert.ok(delivery.durationMs < 1000);
	}
});

test("many webhooks under way at once make Node warn of nothing", async (t) => {
	/** @type {string[]} */
	const warnings = [];
	const warned = (/** @type {Error} */ { name }) => warnings.push(name);
	process.on("warning", warned);
	t.after(() => process.off("warning", warned));
	const { sender } = openSender({ automatic: true });
	for (const index of range(1, 20)) {
		sender.register({ event: "USER_CREATED", url: `${URL_}/${index}`, handler: never, secretKey: "s" });
	}
	sender.enqueue(created(1), { waits: false });
	await new Promise((resolve) => setTimeout(resolve, 20));
	sender.close();
	assert.deepEqual(warnings, []);
});
