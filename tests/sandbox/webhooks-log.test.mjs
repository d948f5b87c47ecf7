// @ts-check
// The log of deliveries, replays, test events, health figures, snapshots.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Webhooks } from "powens-users";
import { created, EVENTS, openSender, receiver, SECRET } from "./webhook-sender.mjs";

const url = "http://localhost/hooks";
const webhooks = new Webhooks({ secretKey: SECRET });
const fails = () => new Response(null, { status: 500 });

test("the log says what became of each attempt, and its caller is told the same", async () => {
	const { sender, log, clock } = openSender();
	const { handler } = receiver((_request, _body, count) => new Response(null, { status: count === 1 ? 503 : 200 }));
	sender.register({ event: "USER_CREATED", url, handler });
	sender.enqueue(created(7), { waits: false });
	const at = clock.now();
	await sender.flush();
	await clock.advance(1000);
	await sender.flush();
	const [first, second] = sender.deliveries();
	const { durationMs, webhookDataId, bytes, ...rest } = first;
	assert.ok(durationMs >= 0 && durationMs < 1000);
	assert.equal(bytes, sender.delivery(1).body.length);
	assert.deepEqual(rest, {
		id: 1,
		registrationId: 1,
		event: "USER_CREATED",
		url,
		userId: 7,
		attempt: 1,
		reason: "event",
		at,
		status: 503,
		outcome: "refused",
		fault: null,
	});
	assert.deepEqual([second.id, second.attempt, second.at, second.outcome], [2, 2, at + 1000, "accepted"]);
	assert.equal(second.webhookDataId, webhookDataId);
	assert.deepEqual(log[0], {
		deliveryId: 1,
		registrationId: 1,
		event: "USER_CREATED",
		webhookDataId,
		userId: 7,
		attempt: 1,
		status: 503,
		outcome: "refused",
		fault: null,
	});
	first.outcome = "accepted";
	assert.equal(sender.deliveries()[0].outcome, "refused");
});

test("a replay: the same payload and id, signed anew; of what still waits it is one more attempt, and leaves it waiting", async () => {
	const { sender, clock } = openSender();
	const { handler, received } = receiver((_request, _body, count) => new Response(null, { status: count === 1 ? 503 : 200 }));
	sender.register({ event: "USER_CREATED", url, handler, secretKey: SECRET });
	sender.enqueue(created(7), { waits: false });
	await sender.flush();
	await clock.advance(60_000);
	const replayed = await sender.replay(1);
	assert.deepEqual([replayed.reason, replayed.attempt, replayed.outcome], ["replay", 2, "accepted"]);
	assert.equal(sender.health(1).waiting, 1);
	const [again] = await sender.flush();
	assert.deepEqual([again.reason, again.attempt], ["event", 3]);
	assert.equal((await sender.replay(1)).attempt, 4);
	assert.equal((await sender.replay(4)).attempt, 5);
	assert.equal(new Set(received.map(({ body }) => new TextDecoder().decode(body))).size, 1);
	const dates = received.map(({ request }) => request.headers.get("bi-signature-date"));
	assert.notEqual(dates[0], dates[1]);
	for (const { request, body } of received.slice(1)) {
		webhooks.verify("USER_CREATED", { path: "/hooks", headers: request.headers, body });
	}
});

test("a RangeError for what is not there (any more)", async () => {
	const { sender } = openSender();
	sender.register({ event: "USER_CREATED", url, handler: fails });
	sender.enqueue(created(7), { waits: false });
	await sender.flush();
	for (const id of [0, 2, -1, Number.NaN, "1", undefined, null, {}]) {
		await assert.rejects(sender.replay(id), RangeError);
		await assert.rejects(sender.test(id === 2 ? 9 : id), RangeError);
		assert.throws(() => sender.health(id), RangeError);
		assert.equal(sender.delivery(id), null);
	}
	sender.remove(1);
	await assert.rejects(sender.replay(1), RangeError);
});

for (const { event } of EVENTS) {
	test(`a test of ${event}: sent once, genuine, and not again`, async () => {
		const { sender } = openSender();
		const { handler, received } = receiver((_request, _body, count) => new Response(null, { status: count === 1 ? 500 : 200 }));
		sender.register({ event, url, handler, secretKey: SECRET });
		const delivery = await sender.test(1);
		assert.deepEqual([delivery.reason, delivery.outcome, delivery.attempt], ["test", "refused", 1]);
		assert.deepEqual(await sender.flush(), []);
		const second = await sender.test(1);
		assert.equal(second.webhookDataId, delivery.webhookDataId + 1);
		const [{ request, body }] = received;
		const { payload } = webhooks.verify(event, { path: "/hooks", headers: request.headers, body });
		assert.equal(payload.id_webhook_data, delivery.webhookDataId);
	});
}

test("health: sums, what waits, and what is critical", async () => {
	const { sender } = openSender();
	const { handler } = receiver((_request, _body, count) => new Response(null, { status: count % 5 === 0 ? 500 : 200 }));
	sender.register({ event: "USER_CREATED", url, handler });
	assert.deepEqual(sender.health(1), {
		registrationId: 1,
		attempts: 0,
		accepted: 0,
		waiting: 0,
		successRate: null,
		averageMs: null,
		isCritical: false,
	});
	for (let userId = 1; userId <= 9; userId += 1) sender.enqueue(created(userId), { waits: false });
	await sender.flush();
	const { averageMs, ...nine } = sender.health(1);
	assert.ok(averageMs >= 0);
	assert.deepEqual(nine, { registrationId: 1, attempts: 9, accepted: 8, waiting: 1, successRate: 8 / 9, isCritical: false });
	await sender.flush();
	assert.equal(sender.health(1).isCritical, true);
});

test("bodies are kept up to 16 MiB: old ones go first, their entries stay", async () => {
	const { sender } = openSender();
	sender.register({ event: "USER_CREATED", url, handler: () => new Response(null, { status: 204 }) });
	const agency = "x".repeat(1_000_000);
	for (let userId = 1; userId <= 20; userId += 1) {
		sender.enqueue({ event: "USER_CREATED", user: { ...created(userId).user, agency } }, { waits: false });
		await sender.flush();
	}
	assert.equal(sender.deliveries().length, 20);
	const kept = sender
		.deliveries()
		.filter(({ id }) => sender.delivery(id) !== null)
		.map(({ id }) => id);
	assert.deepEqual(kept, [16, 17, 18, 19, 20]);
	await assert.rejects(sender.replay(1), RangeError);
	assert.equal((await sender.replay(20)).outcome, "accepted");

	const huge = { ...created(21).user, agency: "x".repeat(17 * 1024 * 1024) };
	sender.enqueue({ event: "USER_CREATED", user: huge }, { waits: false });
	await sender.flush();
	assert.ok(sender.deliveries().every(({ id }) => sender.delivery(id) === null));
});

test("a snapshot is JSON: what waited is sent after it, ids go on from there, handlers are found again", async () => {
	const { sender, clock } = openSender({ automatic: true });
	let answer = fails;
	const { handler, ids } = receiver(() => answer());
	sender.register({ event: "USER_CREATED", url, handler, secretKey: SECRET });
	sender.enqueue(created(1), { waits: false });
	sender.enqueue(created(2), { waits: true });
	await sender.settled();
	const state = JSON.parse(JSON.stringify(sender.snapshot()));
	answer = () => new Response(null, { status: 204 });
	await sender.flush();
	const { webhookDataId } = await sender.test(1);
	sender.reset();
	assert.deepEqual(sender.registrations(), []);
	assert.deepEqual(sender.deliveries(), []);
	assert.deepEqual(clock.planned(), []);

	sender.restore(state);
	assert.equal(sender.registrations()[0].mechanism.secretKey, SECRET);
	assert.deepEqual([sender.health(1).attempts, sender.health(1).waiting], [1, 2]);
	assert.deepEqual(clock.planned(), [5000]);
	await clock.advance(5000);
	sender.release(2);
	await sender.settled();
	assert.deepEqual(ids().slice(3), [1, 2]);
	const [first, second] = sender.deliveries();
	assert.equal(first.attempt, 2);
	assert.equal(first.id, 4, "an id of a delivery is never given twice");
	assert.equal((await sender.test(1)).webhookDataId, webhookDataId);
	assert.equal(second.userId, 2);
});

test("where the handler of a snapshot is unknown nothing is sent", async () => {
	const { sender } = openSender();
	sender.register({ event: "USER_CREATED", url, handler: fails });
	sender.enqueue(created(1), { waits: false });
	const { sender: other } = openSender({ fetch: () => assert.fail() });
	other.restore(JSON.parse(JSON.stringify(sender.snapshot())));
	const [delivery] = await other.flush();
	assert.deepEqual([delivery.outcome, delivery.bytes], ["failed", 0]);
	assert.equal(other.delivery(delivery.id), null);
});

test("what is under way when the sandbox is set back ends by itself, is told, and is in no list", async () => {
	const { sender, log } = openSender({ automatic: true });
	let answer = (/** @type {Response} */ _response) => {};
	sender.register({
		event: "USER_CREATED",
		url,
		handler: () =>
			new Promise((resolve) => {
				answer = resolve;
			}),
	});
	for (const userId of [1, 2]) sender.enqueue(created(userId), { waits: false });
	await new Promise((resolve) => setTimeout(resolve, 5));
	sender.reset();
	answer(new Response());
	await new Promise((resolve) => setTimeout(resolve, 20));
	assert.deepEqual(
		log.map(({ userId, outcome }) => [userId, outcome]),
		[[1, "accepted"]],
	);
	assert.deepEqual(sender.deliveries(), []);
});
