// @ts-check
// The lease of a claim: since when it counts, and what an inbox that is slow or hangs makes of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryInbox } from "powens-users/receiver";
import { codeOf, functionsOf, gate, incoming, pause, receiving, until } from "./support.mjs";

/** @param {import("powens-users/receiver").Answer} answer */
const isLost = (answer) => assert.equal(codeOf(answer), "claim_lost");

test("it counts from when it was asked for, since nobody knows when the inbox began it", async () => {
	/** @param {number} leaseMs @param {number} renewals how many of them the inbox answers */
	const lasted = async (leaseMs, renewals) => {
		const inbox = functionsOf(memoryInbox());
		const { claim, renew } = inbox;
		inbox.claim = async (...given) => {
			await pause(280);
			return claim(...given);
		};
		inbox.renew = async (...given) => {
			renewals -= 1;
			if (renewals < 0) throw new Error("connection refused");
			await pause(300);
			return renew(...given);
		};
		const start = performance.now();
		isLost(await receiving({ inbox, leaseMs, handle: () => new Promise(() => {}) }).receiver.receive(incoming()));
		return performance.now() - start;
	};
	const never = await lasted(900, 0);
	assert.ok(never >= 890 && never < 1_100, `${never} ms of a lease of 900 that was given 280 ms later`);
	// Asked for anew a third of it after the claim, and given 300 ms later.
	const once = await lasted(1_000, 1);
	assert.ok(once >= 1_600 && once < 1_850, `${once} ms of a lease of 1,000 that was renewed once`);
});

test("one that the inbox says is lost is lost at once, not when it would have ended", async () => {
	const inbox = functionsOf(memoryInbox());
	inbox.renew = async () => false;
	const start = performance.now();
	isLost(await receiving({ inbox, leaseMs: 1_200, handle: () => new Promise(() => {}) }).receiver.receive(incoming()));
	assert.ok(performance.now() - start < 900);
});

test("a renewal that hangs is asked for once", async () => {
	const inbox = functionsOf(memoryInbox());
	inbox.renew = () => new Promise(() => {});
	const { receiver, steps } = receiving({ inbox, leaseMs: 300, handle: () => new Promise(() => {}) });
	isLost(await receiver.receive(incoming()));
	assert.deepEqual(steps, ["claim", "renew"]);
});

test("a renewal that is under way when the handler ends changes nothing any more, whatever comes of it", async () => {
	for (const answer of [async () => false, () => Promise.reject(new Error("connection refused"))]) {
		const { passed, open } = gate();
		const { passed: committed, open: commit } = gate();
		const { passed: handled, open: end } = gate();
		const inbox = functionsOf(memoryInbox());
		const real = inbox.commit;
		inbox.renew = () => passed.then(answer);
		inbox.commit = (...given) => committed.then(() => real(...given));
		const made = receiving({ inbox, leaseMs: 600, handle: () => handled });
		const answered = made.receiver.receive(incoming());
		await until(() => made.steps.includes("renew"));
		end();
		await until(() => made.steps.includes("commit"));
		open();
		await pause(5);
		commit();
		assert.equal((await answered).status, 204);
		await pause(120);
		assert.deepEqual(made.steps, ["claim", "renew", "commit"], "and is not tried again");
		assert.equal(made.handled[0]?.context.signal.aborted, false);
	}
});
