// @ts-check
// The comparison: what is the same for two clients, and what is not.
import assert from "node:assert/strict";
import { test } from "node:test";
import { differences } from "./compare.mjs";

/** @typedef {import("../judge.mjs").SoakCall} SoakCall */

/** A get that a reset met first. @param {Partial<SoakCall>} [changes] @param {readonly (string | null)[]} [faults] */
function soaked(changes, faults = ["reset", null]) {
	/** @type {SoakCall} */
	const call = {
		...{ id: 1, type: "get", path: "/2.0/users/7", userId: 7, deadlineMs: 4_000 },
		...{ outcome: "ok", effect: null, answeredId: 7, errorAttempts: null },
		attempts: [
			{ status: null, errorCode: "network" },
			{ status: 200, errorCode: null },
		],
		...{ settledMs: 255, lateMs: 0 },
		...changes,
	};
	const entries = faults.map((fault) => ({ kind: "request", fault, headers: { "x-soak-call": "1" } }));
	return { calls: [call], entries: /** @type {any} */ (entries) };
}

test("the same is the same, however long it took", () => {
	assert.deepEqual(differences(soaked(), soaked({ settledMs: 900 })), []);
	assert.deepEqual(differences(soaked(), soaked({ settledMs: 3_900, lateMs: 1 })), []);
});

/** @type {Record<string, ReturnType<typeof soaked>>} */
const OTHERS = {
	outcome: soaked({ outcome: "invalid_json" }),
	effect: soaked({ effect: "unknown" }),
	"user who was given": soaked({ answeredId: 8 }),
	"number of attempts": soaked({ attempts: [{ status: 200, errorCode: null }] }),
	"code of an attempt": soaked({
		attempts: [
			{ status: null, errorCode: "invalid_response" },
			{ status: 200, errorCode: null },
		],
	}),
	"status of an attempt": soaked({
		attempts: [
			{ status: 200, errorCode: "network" },
			{ status: 200, errorCode: null },
		],
	}),
	"fault that was met": soaked({}, ["reset", "latency"]),
	"number of requests": soaked({}, ["reset"]),
};

for (const [what, other] of Object.entries(OTHERS)) {
	test(`another ${what} is a difference`, () => {
		for (const found of [differences(soaked(), other), differences(other, soaked())]) {
			assert.deepEqual(
				found.map(({ call, isOfTime }) => [call, isOfTime]),
				[[1, false]],
			);
		}
	});
}

test("it may be one of time where one of the two was slow", () => {
	const slow = soaked({ outcome: "timeout", settledMs: 4_001 });
	assert.deepEqual(
		[differences(soaked(), slow), differences(slow, soaked())].map(([found]) => found?.isOfTime),
		[true, true],
	);
});

test("a call that one client did not make is an error", () => {
	assert.throws(() => differences(soaked(), { calls: [], entries: [] }), /Call 1/);
});
