// @ts-check
// What becomes of a handler that fails, is slow, or loses its claim; and of an inbox that fails.
import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryInbox } from "powens-users/receiver";
import { codeOf, functionsOf, gate, incoming, OTHER_PATH, PATH, pause, receiving, until, userBody } from "./support.mjs";

const KEY = `${PATH}\ndefault\n1`;

test("a handler that throws, or rejects: 503, and the attempt is counted", async () => {
	const thrown = new Error("the database is away");
	let calls = 0;
	const { receiver, outcomes, steps, handled } = receiving({
		handle: () => {
			calls += 1;
			if (calls === 1) throw thrown;
			if (calls === 2) return Promise.reject(thrown);
			return undefined;
		},
	});
	for (const attempt of [1, 2]) {
		const answer = await receiver.receive(incoming());
		assert.deepEqual([answer.status, codeOf(answer), answer.isUnread], [503, "handler_failed", false]);
		assert.match(answer.headers["retry-after"] ?? "", /^[1-9]\d*$/);
		const outcome = outcomes.at(-1);
		assert.deepEqual([outcome?.kind, outcome?.attempt, outcome?.error], ["failed", attempt, thrown]);
		assert.ok(!JSON.stringify(outcome).includes("database"), "no log shows it unasked");
	}
	assert.equal((await receiver.receive(incoming())).status, 204);
	assert.deepEqual(steps, ["claim", "release", "claim", "release", "claim", "commit"]);
	assert.deepEqual(
		handled.map(({ context }) => context.attempt),
		[1, 2, 3],
	);
});

test("failed maxAttempts times, the body is kept: 204", async () => {
	const { receiver, outcomes, handled, steps } = receiving({
		maxAttempts: 3,
		handle: async () => {
			throw new Error("never");
		},
	});
	const answers = [];
	for (let time = 0; time < 5; time += 1) answers.push((await receiver.receive(incoming())).status);
	assert.deepEqual(answers, [503, 503, 204, 204, 204]);
	assert.equal(handled.length, 3);
	assert.deepEqual(
		outcomes.map(({ kind, code }) => [kind, code]),
		[
			["failed", "handler_failed"],
			["failed", "handler_failed"],
			["kept", "handler_failed"],
			...Array(2).fill(["duplicate", null]),
		],
	);
	const [entry] = await receiver.list();
	assert.deepEqual(
		[entry?.key, entry?.reason, entry?.code, entry?.attempts, entry?.event],
		[KEY, "attempts", "handler_failed", 3, "USER_CREATED"],
	);
	assert.equal(Buffer.from((await receiver.read(KEY))?.body ?? []).toString(), userBody(1));
	assert.ok(!steps.slice(6).includes("keep"), "once is enough");
});

test("a delivery that killed its process maxAttempts times is kept, and its handler not run again", async () => {
	const inbox = memoryInbox();
	// As a process does that claims and dies: nobody gives the claim back.
	const { receiver, handled, inbox: spy } = receiving({ inbox, maxAttempts: 2, leaseMs: 30 });
	const hash = await hashOf(userBody(1));
	for (const attempt of [1, 2]) {
		assert.deepEqual(await spy.claim(KEY, hash, `token-of-process-${attempt}`, 20), { state: "claimed", attempt });
		await pause(30);
	}
	assert.equal((await receiver.receive(incoming())).status, 204);
	assert.equal(handled.length, 0);
	assert.equal((await receiver.list())[0]?.attempts, 3);
});

test("what died less often is handled, and told which attempt it is", async () => {
	const inbox = memoryInbox();
	const { receiver, handled } = receiving({ inbox, maxAttempts: 2 });
	await inbox.claim(KEY, await hashOf(userBody(1)), "token-of-a-process-1", 20);
	await pause(30);
	assert.equal((await receiver.receive(incoming())).status, 204);
	assert.equal(handled[0]?.context.attempt, 2);
});

test("a slow handler is answered 503, told by its signal, and commits all the same", async () => {
	const { passed, open } = gate();
	const { receiver, outcomes, handled, steps } = receiving({ handlerTimeoutMs: 40, handle: () => passed });
	const answer = await receiver.receive(incoming());
	assert.deepEqual([answer.status, codeOf(answer)], [503, "handler_timeout"]);
	assert.ok((outcomes[0]?.handlerMs ?? 0) >= 35);
	const { signal } = handled[0]?.context ?? {};
	assert.equal(signal.aborted, true);
	assert.match(signal.reason.message, /handlerTimeoutMs/);
	assert.deepEqual(steps, ["claim"], "it keeps its claim");
	assert.equal(receiver.stats().handlers, 1);
	assert.ok(receiver.stats().bufferedBytes > 0);
	open();
	await until(() => steps.includes("commit"));
	assert.equal(receiver.stats().handlers, 0);
	assert.equal(receiver.stats().bufferedBytes, 0);
	assert.equal((await receiver.receive(incoming())).status, 204);
	assert.equal(handled.length, 1);
	assert.deepEqual(
		outcomes.map(({ kind }) => kind),
		["failed", "duplicate"],
	);
});

test("a slow handler that fails in the end gives its claim back", async () => {
	const { passed, fail } = gate();
	let isFirst = true;
	const { receiver, steps, handled } = receiving({
		handlerTimeoutMs: 30,
		handle: () => {
			if (!isFirst) return undefined;
			isFirst = false;
			return passed;
		},
	});
	assert.equal(codeOf(await receiver.receive(incoming())), "handler_timeout");
	fail(new Error("too late"));
	await until(() => steps.includes("release"));
	assert.equal((await receiver.receive(incoming())).status, 204);
	assert.deepEqual(
		handled.map(({ context }) => context.attempt),
		[1, 2],
	);
});

test("a lease is renewed as long as its handler runs, however long that is", async () => {
	const { passed, open } = gate();
	const { receiver, steps } = receiving({ leaseMs: 600, handlerTimeoutMs: 100, handle: () => passed });
	assert.equal(codeOf(await receiver.receive(incoming())), "handler_timeout");
	await pause(1_300);
	const renewals = steps.filter((step) => step === "renew").length;
	assert.ok(renewals >= 3, `${renewals} in 1,400 ms of a lease of 600`);
	open();
	await until(() => steps.includes("commit"));
	const before = steps.length;
	await pause(300);
	assert.equal(steps.length, before, "and no longer");
});

for (const [what, renew] of /** @type {const} */ ([
	["says that the claim is lost", async () => false],
	["cannot be reached until the lease is over", async () => Promise.reject(new Error("connection refused"))],
	["does not answer until the lease is over", () => new Promise(() => {})],
])) {
	test(`an inbox that ${what}: the handler is told, and nothing answered with 2xx`, async () => {
		const { passed, open } = gate();
		const inbox = { ...functionsOf(memoryInbox()), renew };
		const { receiver, handled, outcomes } = receiving({ inbox, leaseMs: 60, handle: () => passed });
		const answer = await receiver.receive(incoming());
		assert.deepEqual([answer.status, codeOf(answer)], [503, "claim_lost"]);
		assert.equal(handled[0]?.context.signal.aborted, true);
		assert.match(handled[0]?.context.signal.reason.message, /claim/);
		assert.equal(outcomes[0]?.kind, "failed");
		open();
	});
}

test("an inbox that cannot be reached for a while does not lose a claim", async () => {
	let failures = 3;
	const inbox = functionsOf(memoryInbox());
	const { renew } = inbox;
	inbox.renew = async (key, token, leaseMs) => {
		failures -= 1;
		if (failures >= 0) throw new Error("connection refused");
		return renew(key, token, leaseMs);
	};
	const { receiver } = receiving({ inbox, leaseMs: 600, handle: () => pause(700) });
	assert.equal((await receiver.receive(incoming())).status, 204);
	assert.ok(failures < 0);
});

/** @type {readonly (readonly [what: string, step: "claim" | "commit" | "release" | "keep", result: unknown, code: string])[]} */
const failures = [
	["claim rejects", "claim", new Error("down"), "inbox_failed"],
	["claim says nonsense", "claim", { state: "perhaps" }, "inbox_failed"],
	["claim says null", "claim", null, "inbox_failed"],
	["claim says nothing", "claim", undefined, "inbox_failed"],
	["commit rejects", "commit", new Error("down"), "inbox_failed"],
	["commit says that the claim is another's", "commit", false, "claim_lost"],
	["commit says nothing", "commit", undefined, "claim_lost"],
	["keep rejects", "keep", new Error("full"), "inbox_failed"],
	["keep says that the claim is another's", "keep", false, "claim_lost"],
	["release rejects", "release", new Error("down"), "handler_failed"],
];

for (const isThrown of [false, true]) {
	for (const [what, step, result, code] of failures) {
		if (isThrown && !(result instanceof Error)) continue;
		test(`where ${what}${isThrown ? " at once" : ""}: 503 ${code}, and nothing is held`, async () => {
			const answerOf = () => {
				if (!(result instanceof Error)) return Promise.resolve(result);
				if (isThrown) throw result;
				return Promise.reject(result);
			};
			const inbox = /** @type {any} */ ({ ...functionsOf(memoryInbox()), [step]: answerOf });
			const { receiver, outcomes } = receiving({
				inbox,
				maxHandlers: 1,
				waitMs: 20,
				handle: () => {
					if (step === "release") throw new Error("failed");
				},
			});
			for (const id of [1, 2]) {
				const body = step === "keep" ? `{"id_webhook_data":${id}}` : userBody(id);
				const answer = await receiver.receive(incoming({ chunks: [body] }));
				assert.deepEqual([answer.status, codeOf(answer)], [503, code], "the place of the first one is free");
			}
			if (step === "claim") assert.equal(codeOf(await receiver.receive(incoming())), code, "nobody waits for the first one");
			assert.equal(outcomes[0]?.kind, "failed");
			const { handlers, bufferedBytes, requests } = receiver.stats();
			assert.deepEqual([handlers, bufferedBytes, requests], [0, 0, 0]);
			assert.deepEqual(await receiver.stop(), { isFinished: true, running: 0 });
		});
	}
}

for (const step of /** @type {const} */ (["claim", "commit", "keep"])) {
	test(`an inbox whose ${step} does not answer: 503 inbox_timeout; what it does later counts`, async () => {
		const { passed, open } = gate();
		const inbox = functionsOf(memoryInbox());
		const real = /** @type {any} */ (inbox)[step];
		let calls = 0;
		/** @type {any} */ (inbox)[step] = async (/** @type {any[]} */ ...given) => {
			calls += 1;
			if (calls === 1) await passed;
			return real(...given);
		};
		const { receiver, steps } = receiving({ inbox, leaseMs: 90, waitMs: 30 });
		const request = () => incoming(step === "keep" ? { chunks: ['{"id_webhook_data":1}'] } : {});
		const answer = await receiver.receive(request());
		assert.deepEqual([answer.status, codeOf(answer)], [503, "inbox_timeout"]);
		assert.equal(codeOf(await receiver.receive(request())), "in_progress", "the first one is still at it");
		open();
		await until(() => receiver.stats().handlers === 0 && steps.length >= (step === "claim" ? 2 : 2));
		await pause(5);
		assert.equal((await receiver.receive(request())).status, 204);
		assert.deepEqual(await receiver.stop(), { isFinished: true, running: 0 });
	});
}

test("a claim that came too late is given back, without an attempt", async () => {
	const { passed, open } = gate();
	const inbox = functionsOf(memoryInbox());
	const { claim } = inbox;
	let calls = 0;
	inbox.claim = async (...given) => {
		const claimed = await claim(...given);
		calls += 1;
		if (calls === 1) await passed;
		return claimed;
	};
	const { receiver, steps, handled } = receiving({ inbox, leaseMs: 3_000, waitMs: 0 });
	// The lease is long; a third of it is what a step may take.
	const asked = receiver.receive(incoming());
	assert.equal(codeOf(await asked), "inbox_timeout");
	open();
	await until(() => steps.includes("release"));
	assert.equal((await receiver.receive(incoming())).status, 204);
	assert.equal(handled[0]?.context.attempt, 1);
});

test("what an inbox gives for the handler is in its context, and never in the place of what the receiver says", async () => {
	const client = { query: () => "rows" };
	const inbox = functionsOf(memoryInbox());
	const { claim } = inbox;
	inbox.claim = async (...given) => {
		const claimed = await claim(...given);
		return claimed.state === "claimed" ? { ...claimed, context: { client, key: "forged", signal: null, attempt: 77 } } : claimed;
	};
	const { receiver, handled } = receiving({ inbox });
	assert.equal((await receiver.receive(incoming())).status, 204);
	const { context } = handled[0] ?? { context: null };
	assert.deepEqual([context.client, context.key, context.attempt, context.signal.aborted], [client, KEY, 1, false]);
	const { signal, client: spread } = { ...context };
	assert.deepEqual([signal.aborted, spread], [false, client], "it can be spread");
});

test("a handler of a class keeps its this; a thenable that calls back twice counts once", async () => {
	class Orders {
		event = /** @type {const} */ ("USER_CREATED");
		seen = 0;
		/** @type {(event: unknown) => unknown} */
		handle;
		constructor() {
			this.handle = function () {
				/** @type {Orders} */ (this).seen += 1;
				return {
					// biome-ignore lint/suspicious/noThenProperty: that is what is tested
					then: (/** @type {() => void} */ done) => {
						done();
						done();
						throw new Error("too late");
					},
				};
			};
		}
	}
	const orders = new Orders();
	const { receiver, outcomes, steps } = receiving({ routes: { [PATH]: /** @type {any} */ (orders) } });
	assert.equal((await receiver.receive(incoming())).status, 204);
	assert.equal(orders.seen, 1);
	assert.deepEqual(steps, ["claim", "commit"]);
	assert.equal(outcomes.length, 1);
});

test("an event without a route of its own comes as bytes", async () => {
	const { receiver, handled, outcomes } = receiving();
	const chunks = ['{"any": "thing", "id_webhook_data": 12}'];
	assert.equal((await receiver.receive(incoming({ path: OTHER_PATH, chunks }))).status, 204);
	const { event } = handled[0] ?? { event: null };
	assert.deepEqual([event.id, Buffer.from(event.body).toString(), event.mechanism], [12, chunks[0], "hmac"]);
	assert.ok(event.signedAt instanceof Date);
	assert.equal(outcomes[0]?.key, `${OTHER_PATH}\ndefault\n12`);
	for (const body of [
		"",
		"no json",
		'{"id_webhook_data":"12"}',
		'{"id_webhook_data":1.5}',
		"[]",
		"7",
		'{"__proto__":{"id_webhook_data":3}}',
	]) {
		assert.equal((await receiver.receive(incoming({ path: OTHER_PATH, chunks: [body] }))).status, 204);
		assert.equal(outcomes.at(-1)?.key, `${OTHER_PATH}\ndefault\nsha256:${await hashOf(body)}`);
		assert.equal(handled.at(-1)?.event.id, null);
	}
});

/** @param {string} text */
async function hashOf(text) {
	return Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.from(text))).toString("hex");
}
