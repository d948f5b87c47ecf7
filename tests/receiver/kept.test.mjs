// @ts-check
// What is genuine and cannot be handled: kept with its bytes, told, handled again by hand.
import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { memoryInbox } from "powens-users/receiver";
import { codeOf, gate, incoming, OTHER_PATH, PATH, pause, receiving, SECRET, signer, userBody } from "./support.mjs";

/** @typedef {import("powens-users/receiver").Unexpected} Unexpected */

const zipped = gzipSync(userBody(5));
const damaged = Buffer.concat([zipped.subarray(0, 20), Buffer.from("damage"), zipped.subarray(26)]);
const bomb = gzipSync(Buffer.alloc(100_000));

/** @type {readonly { what: string, body: string | Buffer, id: string, reason: string, code: string, issue?: string, bytes?: Buffer }[]} */
const unexpected = [
	{
		what: "another object",
		body: '{"id_webhook_data":5}',
		id: "5",
		reason: "payload_invalid",
		code: "payload_invalid",
		issue: "required",
	},
	{ what: "no JSON", body: "<xml/>", id: "sha256", reason: "payload_invalid", code: "payload_invalid" },
	{ what: "nothing", body: "", id: "sha256", reason: "payload_invalid", code: "payload_invalid" },
	{
		what: "CFONB",
		body: `0430004${"x".repeat(113)}\n`,
		id: "sha256",
		reason: "payload_invalid",
		code: "payload_invalid",
		issue: "other_format",
	},
	{
		what: "an id that is no integer",
		body: '{"id":1,"id_webhook_data":"x"}',
		id: "sha256",
		reason: "payload_invalid",
		code: "payload_invalid",
	},
	{ what: "damaged gzip", body: damaged, id: "sha256", reason: "unreadable", code: "gzip_invalid", bytes: damaged },
	{ what: "gzip of too much", body: bomb, id: "sha256", reason: "unreadable", code: "too_large", bytes: bomb },
	{
		what: "gzip of another object",
		body: gzipSync('{"id_webhook_data":6}'),
		id: "6",
		reason: "payload_invalid",
		code: "payload_invalid",
		bytes: Buffer.from('{"id_webhook_data":6}'),
	},
];

for (const { what, body, id, reason, code, issue, bytes = Buffer.from(body) } of unexpected) {
	test(`keeps ${what}: 204, and tells`, async () => {
		/** @type {Unexpected[]} */
		const told = [];
		const inbox = memoryInbox();
		const { receiver, outcomes, handled, steps } = receiving({
			inbox,
			maxBodyBytes: 50_000,
			onUnexpected: async (given) => {
				assert.equal((await inbox.list()).length, 1, "it is kept by then");
				told.push(given);
			},
		});
		const date = new Date(Date.now() - 5_000);
		const headers = signer.sign({ path: PATH, body, date });
		for (const time of [1, 2]) {
			const answer = await receiver.receive(incoming({ chunks: [body], headers }));
			assert.equal(answer.status, 204, `${time}`);
		}
		assert.deepEqual(handled, []);
		assert.deepEqual(steps, ["claim", "keep", "claim"]);
		assert.deepEqual(
			outcomes.map(({ kind, code }) => [kind, code]),
			[
				["kept", code],
				["duplicate", null],
			],
		);
		const [entry] = await receiver.list();
		const { key = "" } = entry ?? {};
		assert.match(key, new RegExp(`^${PATH}\ndefault\n${id === "sha256" ? "sha256:[0-9a-f]{64}" : id}$`));
		assert.deepEqual(
			{ ...entry, key: "", keptAtMs: 0 },
			{
				key: "",
				route: PATH,
				event: "USER_CREATED",
				source: "default",
				reason,
				code,
				signedAtMs: date.getTime(),
				keptAtMs: 0,
				attempts: 1,
				bytes: bytes.length,
			},
		);
		assert.deepEqual(Buffer.from((await receiver.read(key))?.body ?? []), bytes);
		assert.equal(told.length, 1);
		assert.deepEqual([told[0]?.key, told[0]?.code, told[0]?.route], [key, code, PATH]);
		assert.deepEqual(Buffer.from(told[0]?.body ?? []), bytes);
		if (issue !== undefined)
			assert.ok(
				told[0]?.issues.some((found) => found.code === issue),
				JSON.stringify(told[0]?.issues),
			);
	});
}

test("what onUnexpected throws changes no answer, and is told", async () => {
	const thrown = new Error("mail server");
	for (const onUnexpected of [
		() => {
			throw thrown;
		},
		() => Promise.reject(thrown),
	]) {
		const { receiver, outcomes } = receiving({ onUnexpected });
		assert.equal((await receiver.receive(incoming({ chunks: ["{}"] }))).status, 204);
		assert.deepEqual([outcomes.length, outcomes[0]?.kind, outcomes[0]?.error], [1, "kept", thrown]);
	}
	const { receiver, outcomes } = receiving({ onUnexpected: () => new Promise(() => {}), handlerTimeoutMs: 30 });
	assert.equal((await receiver.receive(incoming({ chunks: ["{}"] }))).status, 204);
	assert.match(String(outcomes[0]?.error), /onUnexpected took longer/);
});

test("a kept one holds no place while onUnexpected is at it", async () => {
	const { passed, open } = gate();
	const { receiver } = receiving({ onUnexpected: () => passed, maxHandlers: 1 });
	const kept = receiver.receive(incoming({ chunks: ["{}"] }));
	assert.equal((await receiver.receive(incoming())).status, 204);
	open();
	assert.equal((await kept).status, 204);
});

/** Kept since its handler failed; then the handler is mended. */
async function keptOnce() {
	const world = { isBroken: true, thrown: new Error("broken") };
	const made = receiving({
		maxAttempts: 1,
		handle: async () => {
			if (world.isBroken) throw world.thrown;
		},
	});
	const date = new Date(Date.now() - 60_000);
	assert.equal(
		(await made.receiver.receive(incoming({ headers: signer.sign({ path: PATH, body: userBody(1), date }) }))).status,
		204,
	);
	const [{ key } = { key: "" }] = await made.receiver.list();
	return { ...made, world, key, date };
}

test("replay runs the handler of the route once more: with the event, and what is known of it", async () => {
	const { receiver, world, key, date, handled, inbox } = await keptOnce();
	world.isBroken = false;
	assert.deepEqual(await receiver.replay(key), { kind: "accepted" });
	const { event, context } = handled[1] ?? { event: null, context: null };
	assert.deepEqual(
		[event.type, event.id, event.user.id, event.mechanism, event.secretName],
		["USER_CREATED", 1, 42, "hmac", null],
	);
	assert.equal(event.signedAt.getTime(), date.getTime());
	assert.deepEqual([context.key, context.attempt, context.isReplay, context.source], [key, 2, true, "default"]);
	assert.deepEqual(await receiver.list(), [], "it is kept no longer");
	assert.deepEqual(await receiver.replay(key), { kind: "not_found" });
	assert.equal((await receiver.receive(incoming())).status, 204);
	assert.equal(handled.length, 2, "and stays done");
	assert.equal(await inbox.read(key), undefined);
});

test("a replay whose handler fails throws what that threw, and it stays kept, however often", async () => {
	const { receiver, world, key } = await keptOnce();
	for (let time = 0; time < 3; time += 1) await assert.rejects(receiver.replay(key), world.thrown);
	assert.equal((await receiver.list())[0]?.attempts, 4);
	world.isBroken = false;
	assert.deepEqual(await receiver.replay(key), { kind: "accepted" });
});

test("two replays at once: one runs", async () => {
	const { inbox, key } = await keptOnce();
	const { passed, open } = gate();
	const { receiver, handled } = receiving({ inbox, handle: () => passed });
	const first = receiver.replay(key);
	assert.deepEqual(await receiver.replay(key), { kind: "busy" });
	open();
	assert.deepEqual(await first, { kind: "accepted" });
	assert.equal(handled.length, 1);
});

test("while a replay runs, the delivery come again is done, and waits for nothing: it was kept", async () => {
	const { passed, open } = gate();
	const inbox = memoryInbox();
	const first = receiving({
		inbox,
		maxAttempts: 1,
		handle: () => {
			throw new Error("broken");
		},
	});
	await first.receiver.receive(incoming());
	const second = receiving({ inbox, handle: () => passed, waitMs: 30 });
	const replayed = second.receiver.replay(`${PATH}\ndefault\n1`);
	await pause(5);
	assert.equal((await first.receiver.replay(`${PATH}\ndefault\n1`)).kind, "busy", "in another process too");
	for (const { receiver } of [first, second]) assert.equal((await receiver.receive(incoming())).status, 204);
	assert.deepEqual(
		[first, second].map(({ outcomes }) => outcomes.at(-1)?.kind),
		["duplicate", "duplicate"],
	);
	open();
	assert.deepEqual(await replayed, { kind: "accepted" });
	assert.equal(await second.receiver.drop(`${PATH}\ndefault\n1`), false);
});

test("a replay that takes too long says so, and may still be done", async () => {
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
	const { receiver, steps } = receiving({ inbox, handle: () => passed, handlerTimeoutMs: 30 });
	await assert.rejects(receiver.replay(`${PATH}\ndefault\n1`), { name: "PowensError", code: "timeout" });
	open();
	await pause(5);
	assert.ok(steps.includes("commit"));
	assert.deepEqual(await receiver.list(), []);
});

test("a replay is refused where there is nothing, no route any more, or still no payload of the event", async () => {
	const inbox = memoryInbox();
	const { receiver, handled } = receiving({ inbox });
	assert.deepEqual(await receiver.replay("nothing"), { kind: "not_found" });
	await receiver.receive(incoming({ chunks: ['{"id_webhook_data":9}'] }));
	const key = `${PATH}\ndefault\n9`;
	assert.deepEqual(await receiver.replay(key), { kind: "payload_invalid" });
	const other = receiving({ inbox, routes: { "/other": { handle: () => {} } } });
	assert.deepEqual(await other.receiver.replay(key), { kind: "no_route" });
	assert.deepEqual(handled, []);
	// The same path, for the bytes: now they can be handled.
	/** @type {any[]} */
	const seen = [];
	const bytes = receiving({ inbox, routes: { [PATH]: { handle: (signed) => void seen.push(signed) } } });
	assert.deepEqual(await bytes.receiver.replay(key), { kind: "accepted" });
	assert.deepEqual([seen[0].id, Buffer.from(seen[0].body).toString()], [9, '{"id_webhook_data":9}']);
});

test("drop forgets what is kept; its key stays done", async () => {
	const { receiver, key, handled } = await keptOnce();
	assert.equal(await receiver.drop(key), true);
	assert.equal(await receiver.drop(key), false);
	assert.deepEqual(await receiver.list(), []);
	assert.equal((await receiver.receive(incoming())).status, 204);
	assert.equal(handled.length, 1);
});

test("the list is in the order of keeping, in pages", async () => {
	const { receiver } = receiving();
	for (let id = 1; id <= 5; id += 1) await receiver.receive(incoming({ chunks: [`{"id_webhook_data":${id}}`] }));
	const first = await receiver.list({ limit: 2 });
	const rest = await receiver.list({ after: first[1]?.key });
	assert.deepEqual(
		[...first, ...rest].map(({ key }) => key.split("\n")[2]),
		["1", "2", "3", "4", "5"],
	);
});

test("where there is no room to keep it, Powens sends again", async () => {
	const inbox = memoryInbox({ maxKeptBytes: 100 });
	const { receiver, outcomes } = receiving({ inbox });
	const big = JSON.stringify({ id_webhook_data: 1, pad: "x".repeat(200) });
	const answer = await receiver.receive(incoming({ chunks: [big] }));
	assert.deepEqual([answer.status, codeOf(answer), outcomes[0]?.kind], [503, "inbox_full", "busy"]);
	assert.deepEqual(await receiver.list(), []);
});

test("the bytes of an event without a type are handled, whatever they are; kept only where the handler gives up", async () => {
	const { receiver } = receiving({
		maxAttempts: 1,
		handle: () => {
			throw new Error("broken");
		},
	});
	const chunks = [gzipSync("01 not JSON")];
	assert.equal((await receiver.receive(incoming({ path: OTHER_PATH, chunks }))).status, 204);
	const [{ key, event, reason } = { key: "", event: "", reason: "" }] = await receiver.list();
	assert.deepEqual([event, reason], [null, "attempts"]);
	assert.equal(Buffer.from((await receiver.read(key))?.body ?? []).toString(), "01 not JSON");
	assert.ok(!JSON.stringify(await receiver.list()).includes(SECRET));
});
