// @ts-check
// What an inbox answers, and when: what of it the receiver waits for, and what it makes of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryInbox } from "powens-users/receiver";
import { codeOf, functionsOf, gate, incoming, OTHER_PATH, PATH, pause, receiving, until, userBody } from "./support.mjs";

const KEY = `${PATH}\ndefault\n1`;

for (const step of /** @type {const} */ (["claim", "commit"])) {
	test(`${step} may take a third of the lease, and no longer`, async () => {
		const inbox = functionsOf(memoryInbox());
		const real = /** @type {any} */ (inbox)[step];
		/** @type {any} */ (inbox)[step] = async (/** @type {any[]} */ ...given) => {
			await pause(700);
			return real(...given);
		};
		const tooShort = receiving({ inbox, leaseMs: 1_200 }).receiver;
		const start = performance.now();
		assert.equal(codeOf(await tooShort.receive(incoming())), "inbox_timeout");
		assert.ok(performance.now() - start < 650);
		const { receiver } = receiving({ inbox, leaseMs: 6_000 });
		assert.equal((await receiver.receive(incoming({ chunks: [userBody(2)] }))).status, 204);
	});
}

test("a commit that is refused late is none, for who waits for it too", async () => {
	const { passed, open } = gate();
	const inbox = functionsOf(memoryInbox());
	inbox.commit = () => passed.then(() => false);
	const { receiver } = receiving({ inbox, leaseMs: 150 });
	const first = receiver.receive(incoming());
	const second = receiver.receive(incoming());
	assert.equal(codeOf(await first), "inbox_timeout");
	open();
	assert.deepEqual([(await second).status, codeOf(await second)], [503, "first_failed"]);
});

test("what is given back is not done, whatever the inbox says to that", async () => {
	const inbox = functionsOf(memoryInbox());
	inbox.release = /** @type {any} */ (async () => true);
	const { passed, fail } = gate();
	const { receiver } = receiving({ inbox, handle: () => passed });
	const both = [receiver.receive(incoming()), receiver.receive(incoming())];
	fail(new Error("broken"));
	assert.deepEqual((await Promise.all(both)).map(codeOf), ["handler_failed", "first_failed"]);
});

test("a handler that has ended is told nothing, and its lease renewed no more, while its commit is under way", async () => {
	const inbox = functionsOf(memoryInbox());
	const { commit } = inbox;
	inbox.commit = async (...given) => {
		await pause(150);
		return commit(...given);
	};
	inbox.renew = async () => false;
	const { receiver, steps, handled } = receiving({ inbox, leaseMs: 900, handle: () => pause(200) });
	assert.equal((await receiver.receive(incoming())).status, 204);
	await pause(250);
	assert.deepEqual([steps, handled[0]?.context.signal.aborted], [["claim", "commit"], false]);
});

test("one that comes twice at once, and was handled before, is a duplicate twice", async () => {
	const inbox = functionsOf(memoryInbox());
	await receiving({ inbox }).receiver.receive(incoming());
	const { receiver, outcomes } = receiving({ inbox });
	const answers = await Promise.all([receiver.receive(incoming()), receiver.receive(incoming())]);
	assert.deepEqual(
		answers.map(({ status }) => status),
		[204, 204],
	);
	assert.deepEqual(
		outcomes.map(({ kind }) => kind),
		["duplicate", "duplicate"],
	);
});

test("a conflict takes one place, not two", async () => {
	const { receiver, outcomes } = receiving({ maxHandlers: 1, waitMs: 30 });
	for (const platform of ["sharedAccess", "web"]) {
		await receiver.receive(incoming({ chunks: [userBody(1, { platform })] }));
	}
	assert.equal((await receiver.receive(incoming({ chunks: [userBody(2)] }))).status, 204);
	assert.deepEqual(
		outcomes.map(({ kind }) => kind),
		["accepted", "conflict", "accepted", "accepted"],
	);
});

test("a replay that the inbox calls a conflict fails, and handles nothing under another key", async () => {
	const inbox = functionsOf(memoryInbox());
	await receiving({ inbox }).receiver.receive(incoming({ chunks: ['{"id_webhook_data":1}'] }));
	const { receiver, steps, handled } = receiving({
		inbox: { ...inbox, claim: async () => ({ state: "conflict" }), read: async (key) => anyKept(await inbox.read(key)) },
	});
	await assert.rejects(receiver.replay(KEY), /none of its states/);
	assert.deepEqual([steps, handled.length], [["read", "claim"], 0]);
});

test("a replay of what is dropped or handled meanwhile finds nothing", async () => {
	const inbox = functionsOf(memoryInbox());
	const { receiver } = receiving({ inbox, routes: { [PATH]: { handle: () => assert.fail("it is handled") } }, maxAttempts: 1 });
	await receiver.receive(incoming());
	const { read } = inbox;
	inbox.read = async (key) => {
		const kept = await read(key);
		await inbox.drop(key);
		return kept;
	};
	assert.deepEqual(await receiver.replay(KEY), { kind: "not_found" });
});

test("a replay that fails leaves what is kept as it was, however often that is", async () => {
	const inbox = memoryInbox();
	const failing = receiving({
		inbox,
		maxAttempts: 1,
		handle: () => {
			throw new Error("broken");
		},
	});
	await failing.receiver.receive(incoming());
	const [before] = await inbox.list();
	for (const attempts of [2, 3]) {
		failing.steps.length = 0;
		await assert.rejects(failing.receiver.replay(KEY), /broken/);
		assert.deepEqual(failing.steps, ["read", "claim", "release"]);
		assert.deepEqual(await inbox.list(), [{ ...before, attempts }]);
	}
	await until(() => failing.receiver.stats().handlers === 0);
});

/**
 * As if its route took any event: so that its body is one for a handler.
 *
 * @param {import("powens-users/receiver").Kept | undefined} kept
 */
function anyKept(kept) {
	return kept && { ...kept, route: OTHER_PATH };
}
