// @ts-check
// A refusal that makes no stack leaves those of everybody else as they are.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createReceiver, memoryInbox } from "powens-users/receiver";

const path = "/powens/user-created";
const request = {
	method: "POST",
	target: path,
	headers: { get: () => null },
	body: () => assert.fail("the body was asked for"),
	arrived: () => new Uint8Array(2),
};
const receiver = createReceiver({
	secretKey: "a secret",
	inbox: memoryInbox(),
	routes: { [path]: { event: "USER_CREATED", handle: () => {} } },
});

for (const limit of [10, 0, 3, Number.POSITIVE_INFINITY]) {
	test(`the limit of stacks is ${limit} again after a refusal`, async () => {
		const before = Error.stackTraceLimit;
		Error.stackTraceLimit = limit;
		try {
			const answers = await Promise.all([receiver.receive(request), receiver.receive(request)]);
			assert.deepEqual([Error.stackTraceLimit, ...answers.map(({ status }) => status)], [limit, 401, 401]);
		} finally {
			Error.stackTraceLimit = before;
		}
	});
}

test("a runtime that has frozen the limit is served as well", async () => {
	const before = Object.getOwnPropertyDescriptor(Error, "stackTraceLimit");
	Object.defineProperty(Error, "stackTraceLimit", { value: 10, writable: false, configurable: true });
	try {
		assert.equal((await receiver.receive(request)).status, 401);
	} finally {
		Object.defineProperty(Error, "stackTraceLimit", /** @type {PropertyDescriptor} */ (before));
	}
});
