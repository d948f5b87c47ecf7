// @ts-check
// The conformance suite finds what is wrong: each case has inboxes that are wrong in one way, and tells of each of them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inboxConformance } from "powens-users/receiver/conformance";
import { openBroken } from "./broken-inboxes.mjs";
import { faultsOfClaims } from "./faults-of-claims.mjs";
import { faultsOfKeeping } from "./faults-of-keeping.mjs";

const faults = { ...faultsOfClaims, ...faultsOfKeeping };
const names = inboxConformance(() => openBroken(() => ({}))).map(({ name }) => name);

/**
 * @param {string} name
 * @param {import("./broken-inboxes.mjs").Fault} fault
 */
async function runWith(name, fault) {
	const found = inboxConformance(() => openBroken(fault)).find((each) => each.name === name);
	await found?.run();
}

test("every case has a name of its own, and an inbox that it finds wrong", () => {
	assert.deepEqual(Object.keys(faults).toSorted(), names.toSorted());
	assert.equal(new Set(names).size, names.length);
	for (const [name, of] of Object.entries(faults)) assert.notEqual(Object.keys(of).length, 0, name);
});

for (const name of names) {
	test(name, async (t) => {
		await runWith(name, () => ({}));
		for (const [wrong, fault] of Object.entries(faults[name] ?? {})) {
			await t.test(`not where ${wrong}`, async () => {
				await assert.rejects(runWith(name, fault), (error) => {
					assert.ok(error instanceof Error);
					// By the suite, in a sentence that says what was seen; no crash of a test.
					assert.equal(error.name, "NotConforming", String(error.stack));
					assert.match(error.message, /^[A-Za-z].+\.$/s);
					return true;
				});
			});
		}
	});
}

test("a store that rejects is told by its own error", async () => {
	const thrown = new Error("connection lost");
	const [first = ""] = names;
	const rejects = runWith(first, () => ({ claim: () => Promise.reject(thrown) }));
	await assert.rejects(rejects, thrown);
});

test("a command that never settles fails the case, whatever it is", async (t) => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	/** @type {(name: string) => import("./broken-inboxes.mjs").Fault} */
	const hangs = (name) => () => ({ [name]: () => new Promise(() => {}) });
	const caseOf = {
		claim: "a key that nobody has is claimed as attempt 1",
		commit: "a committed key is done, for its own token too",
		renew: "a renewed lease ends too",
		release: "a release sent twice counts once",
		keep: "a kept key is done, and is read as it was kept",
		read: "a kept key is done, and is read as it was kept",
		list: "the entries of the list have no bodies",
		drop: "drop forgets what is kept, and the key stays done",
	};
	for (const [command, name] of Object.entries(caseOf)) {
		const run = assert.rejects(runWith(name, hangs(command)), { message: `${command} did not settle within 15 s.` });
		for (let turn = 0; turn < 100; turn += 1) await null;
		t.mock.timers.tick(15_000);
		await run;
	}
});

test("a store is closed after each case, also after one that failed", async () => {
	let open = 0;
	const cases = inboxConformance(() => {
		open += 1;
		const { inbox } = openBroken(() => ({ commit: async () => false }));
		return {
			inbox,
			advance: () => {},
			close: async () => {
				open -= 1;
			},
		};
	});
	const results = await Promise.allSettled(cases.map(({ run }) => run()));
	assert.equal(open, 0);
	assert.ok(results.some(({ status }) => status === "rejected"));
});

test("what is in the store besides does not matter, nor a second inbox on it", async () => {
	const { inbox, advance } = openBroken(() => ({}));
	for (const { name, run } of inboxConformance(() => ({ inbox, inbox2: inbox, advance, close: drain }))) {
		await run().catch((error) => assert.fail(`${name}: ${error.message}`));
	}
	async function drain() {
		for (const { key } of await inbox.list({ limit: 1_000 })) await inbox.drop(key);
	}
});
