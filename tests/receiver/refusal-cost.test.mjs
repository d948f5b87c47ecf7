// @ts-check
// A stranger who is refused by the head costs less than a genuine request. What it costs over a socket, and the aim of a third, is
// measured by `npm run bench -- receiver`; the bound here is one that a busy machine keeps too.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Webhooks } from "powens-users";
import { createReceiver, memoryInbox } from "powens-users/receiver";

const PATH = "/powens/user-created";
const secretKey = "a secret of the cheap";
const webhooks = new Webhooks({ secretKey });
const BATCH = 500;
const ROUNDS = 15;
/** Measured: 0.36 and 0.38; with a stack in each error, 0.8. */
const MOST = 0.6;

const receiver = createReceiver({
	secretKey,
	inbox: memoryInbox(),
	routes: { [PATH]: { event: "USER_CREATED", handle: () => {} } },
});
let ids = 0;

/** @param {"genuine" | "unsigned" | "malformed"} sort */
function requestOf(sort) {
	ids += 1;
	const body = Buffer.from(`{"id":42,"signin":null,"filler":"${"x".repeat(950)}","id_webhook_data":${ids}}`);
	const signed = { ...webhooks.sign({ path: PATH, body }) };
	if (sort === "malformed") signed["bi-signature"] = signed["bi-signature"].slice(1);
	const headers = sort === "unsigned" ? {} : signed;
	return { method: "POST", target: PATH, headers, body: () => assert.fail("it has arrived"), arrived: () => body };
}

/**
 * @param {"genuine" | "unsigned" | "malformed"} sort
 * @param {number} status
 * @returns {Promise<number>} CPU time of this process
 */
async function costOf(sort, status) {
	const requests = Array.from({ length: BATCH }, () => requestOf(sort));
	const before = process.cpuUsage();
	for (const request of requests) if ((await receiver.receive(request)).status !== status) assert.fail(`no ${status}`);
	const { user, system } = process.cpuUsage(before);
	return user + system;
}

for (const sort of /** @type {const} */ (["unsigned", "malformed"])) {
	test(`a request that is ${sort} costs a part of a genuine one`, async (t) => {
		/** @type {number[]} */
		const shares = [];
		for (let round = -3; round < ROUNDS; round += 1) {
			const genuine = await costOf("genuine", 204);
			const refused = await costOf(sort, 401);
			if (round >= 0) shares.push(refused / genuine);
		}
		const share = shares.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN;
		t.diagnostic(`share of ${share.toFixed(2)}, median of ${ROUNDS}`);
		assert.ok(share < MOST, `it costs ${share} of a genuine one`);
	});
}
