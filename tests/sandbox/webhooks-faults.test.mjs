// @ts-check
// Faults of deliveries, carried out as they are planned, and what `Webhooks` says of each.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Webhooks } from "powens-users";
import { created, listen, openSender, receiver, SECRET } from "./webhook-sender.mjs";

const webhooks = new Webhooks({ secretKey: SECRET });
const url = "http://localhost/hooks";

/**
 * Users 1 … count, delivered with the faults that a plan names: one for each attempt, in order of being asked.
 *
 * @param {number} count
 * @param {readonly ({ name: string, ms?: number } | null)[]} faults
 * @param {Record<string, unknown>} [registration]
 * @param {Parameters<typeof openSender>[0]} [options]
 */
function faulty(count, faults, registration = { secretKey: SECRET }, options) {
	/** @type {string[]} */
	const keys = [];
	const opened = openSender({
		faultOf: (/** @type {string} */ _event, /** @type {string} */ key) => faults[keys.push(key) - 1] ?? null,
		...options,
	});
	const to = receiver();
	opened.sender.register({ event: "USER_CREATED", url, handler: to.handler, ...registration });
	for (let userId = 1; userId <= count; userId += 1) opened.sender.enqueue(created(userId), { waits: false });
	const verified = () =>
		to.received.map(({ request, body }) => {
			try {
				webhooks.verify("USER_CREATED", { path: "/hooks", headers: request.headers, body });
				return "genuine";
			} catch (error) {
				return /** @type {any} */ (error).code;
			}
		});
	return { ...opened, ...to, keys, verified };
}

test("a forged delivery is refused by its signature, a skewed one by its date, and neither by anything else", async () => {
	for (const [fault, verdict] of /** @type {const} */ ([
		[{ name: "forged" }, "signature_mismatch"],
		[{ name: "clock_skew", ms: 600_000 }, "stale"],
		[{ name: "clock_skew", ms: -600_000 }, "stale"],
		[{ name: "clock_skew" }, "stale"],
		[{ name: "clock_skew", ms: 60_000 }, "genuine"],
	])) {
		const { sender, verified, log } = faulty(2, [fault]);
		const made = await sender.flush();
		assert.deepEqual(verified(), [verdict, "genuine"]);
		assert.deepEqual(
			made.map((/** @type {any} */ delivery) => delivery.fault),
			[fault.name, null],
		);
		assert.deepEqual(
			log.map((/** @type {any} */ entry) => entry.fault),
			[fault.name, null],
		);
	}
});

test("what was skewed and refused is genuine when it is sent again, its first date chosen or not", async () => {
	for (const retryDate of /** @type {const} */ (["new", "first"])) {
		const faults = [{ name: "clock_skew" }];
		const { sender } = openSender({ choices: { retryDate }, faultOf: () => faults.shift() ?? null });
		/** @type {string[]} */
		const verdicts = [];
		const handler = async (/** @type {Request} */ request) => {
			try {
				await webhooks.verifyRequest("USER_CREATED", request);
				verdicts.push("genuine");
				return new Response(null, { status: 204 });
			} catch (error) {
				verdicts.push(/** @type {any} */ (error).code);
				return new Response(null, { status: 401 });
			}
		};
		sender.register({ event: "USER_CREATED", url, handler, secretKey: SECRET });
		sender.enqueue(created(1), { waits: false });
		await sender.flush();
		await sender.flush();
		assert.deepEqual(verdicts, ["stale", "genuine"]);
	}
});

test("forged where a token is sent: another token. A skew shows nowhere there, and is not said to", async () => {
	const { sender, received } = faulty(2, [{ name: "forged" }, { name: "clock_skew" }], {});
	const made = await sender.flush();
	assert.deepEqual(
		received.map(({ request }) => request.headers.get("authorization")),
		["Bearer forged", "Bearer token-of-2"],
	);
	assert.deepEqual(
		made.map((/** @type {any} */ { fault }) => fault),
		["forged", null],
	);
});

test("repeated: twice, the same payload, both genuine", async () => {
	const { sender, received, verified, ids } = faulty(2, [{ name: "repeated" }]);
	const made = await sender.flush();
	assert.deepEqual(ids(), [1, 1, 2]);
	assert.deepEqual(verified(), ["genuine", "genuine", "genuine"]);
	assert.equal(received[0].json().id_webhook_data, received[1].json().id_webhook_data);
	assert.deepEqual(
		made.map((/** @type {any} */ { attempt, fault }) => [attempt, fault]),
		[
			[1, "repeated"],
			[2, "repeated"],
			[1, null],
		],
	);
	assert.deepEqual(await sender.flush(), []);
});

test("reordered: sent after what is behind it", async () => {
	const { sender, ids } = faulty(3, [{ name: "reordered" }]);
	const made = await sender.flush();
	assert.deepEqual(ids(), [2, 1, 3]);
	assert.deepEqual(
		made.map((/** @type {any} */ { fault }) => fault),
		[null, "reordered", null],
	);
});

test("all reordered: in pairs, none lost; one with nothing behind it waits for the next run, and for what comes before that", async () => {
	const all = Array(20).fill({ name: "reordered" });
	const { sender, ids } = faulty(5, all);
	await sender.flush();
	assert.deepEqual(ids(), [2, 1, 4, 3]);
	sender.enqueue(created(6), { waits: false });
	await sender.flush();
	await sender.flush();
	assert.deepEqual([...ids()].sort(), [1, 2, 3, 4, 5, 6]);
	assert.equal(sender.health(1).waiting, 0);
});

test("slow: the body trickles over its time, by handler and by network, and times out where that is longer", async (t) => {
	const server = await listen(t);
	for (const to of [{}, { handler: undefined, url: server.origin }]) {
		const { sender, received } = faulty(2, [{ name: "slow", ms: 160 }], { secretKey: SECRET, ...to });
		const [slow, fast] = await sender.flush();
		assert.ok(slow.durationMs >= 150, String(slow.durationMs));
		assert.ok(fast.durationMs < slow.durationMs);
		assert.equal(slow.outcome, "accepted");
		assert.equal(slow.fault, "slow");
		if (!("url" in to)) assert.equal(received[0].json().id, 1);
	}
	assert.equal(JSON.parse(server.received[0].body.toString()).id, 1);
	assert.equal(server.received[0].headers["transfer-encoding"], "chunked");

	const { sender } = faulty(1, [{ name: "slow", ms: 5000 }], undefined, { choices: { webhookTimeoutMs: 50 } });
	const [delivery] = await sender.flush();
	assert.deepEqual([delivery.outcome, delivery.fault], ["timeout", "slow"]);
});

test("a fault is asked for once for each attempt, by a key that says which", async () => {
	const { sender, keys } = faulty(2, [{ name: "reordered" }, null, { name: "forged" }]);
	await sender.flush();
	const [first, second] = sender
		.deliveries()
		.sort((/** @type {any} */ one, /** @type {any} */ other) => one.userId - other.userId)
		.map((/** @type {any} */ { registrationId, webhookDataId }) => `${registrationId}/${webhookDataId}/1`);
	assert.deepEqual(keys, [first, second]);
	await sender.replay(1);
	await sender.test(1);
	assert.equal(keys.length, 2, "what is asked for by hand has no faults");
});

test("a fault of the API's answers, which no delivery can show, changes nothing", async () => {
	const { sender, verified } = faulty(1, [{ name: "html_503" }]);
	assert.equal((await sender.flush())[0].fault, null);
	assert.deepEqual(verified(), ["genuine"]);
});
