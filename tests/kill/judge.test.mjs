// @ts-check
// The judge: a case for each rule that breaks this one and no other.
import assert from "node:assert/strict";
import { test } from "node:test";
import { judge } from "./judge.mjs";

/** @typedef {import("./judge.mjs").Evidence} Evidence */

const ONCE = { isOnce: true, leaseMs: 1_000, maxAttempts: 8 };
const AT_LEAST_ONCE = { ...ONCE, isOnce: false };

const IT = { route: "/hooks", id: 7 };
const [FIRST, SECOND] = ["r0.1", "r1.1"];

/** @param {Partial<import("./judge.mjs").KillEvent>} [changes] */
const event = (changes) => ({ ...IT, bodyHash: "ab", planned: /** @type {const} */ ("handled"), ...changes });

/** @param {number | null} status @param {number} atMs */
const attempt = (status, atMs) => ({ ...IT, status, atMs });

/** An effect 10 ms after its handler began, which was 5 ms after the claim. @param {string} instance @param {number} claimedMs */
const effect = (instance, claimedMs) => {
	return { ...IT, instance, attempt: 1, claimedMs, startedMs: claimedMs + 5, atMs: claimedMs + 15, isReplay: false };
};

/** @param {Partial<import("./judge.mjs").KeptBody>} [changes] */
const kept = (changes) => ({ ...IT, reason: "attempts", attempts: 8, bodyHash: "ab", ...changes });

/** @param {import("./judge.mjs").Step["what"]} what @param {string} instance @param {number} atMs */
const step = (what, instance, atMs) => ({ ...IT, what, instance, atMs });

/** @param {string} instance @param {number} claimedMs */
const replay = (instance, claimedMs) => ({ ...effect(instance, claimedMs), isReplay: true });

/** @param {number} count */
const claims = (count) => Array.from({ length: count }, (_, index) => step("claimed", FIRST, index));

/** @param {string} instance @param {number} atMs */
const killed = (instance, atMs) => ({ kind: /** @type {const} */ ("killed"), instance, fromMs: atMs, untilMs: atMs });

/** @param {number} fromMs @param {number} untilMs */
const outage = (fromMs, untilMs) => ({ kind: /** @type {const} */ ("store"), fromMs, untilMs });

/** @param {number} fromMs @param {number} untilMs */
const pause = (fromMs, untilMs) => ({ kind: /** @type {const} */ ("paused"), instance: FIRST, fromMs, untilMs });

/** Handled by the first, committed and accepted. @param {Partial<Evidence>} [changes] @returns {Evidence} */
const good = (changes) => ({
	events: [event()],
	attempts: [attempt(503, 10), attempt(204, 130)],
	effects: [effect(FIRST, 100)],
	kept: [],
	steps: [step("committed", FIRST, 120)],
	troubles: [],
	...changes,
});

/** Done by the first at 115, and by the second at 1,315. @param {Partial<Evidence>} [changes] */
const repeated = (changes) =>
	good({
		attempts: [attempt(null, 120), attempt(204, 1_330)],
		effects: [effect(FIRST, 100), effect(SECOND, 1_300)],
		steps: [step("committed", SECOND, 1_320)],
		...changes,
	});

/** Kept, since the handler always fails. @param {Partial<Evidence>} [changes] */
const given = (changes) =>
	good({ events: [event({ planned: "fails" })], effects: [], kept: [kept()], steps: claims(8), ...changes });

/** Kept, since it is not what the route expects. @param {Partial<Evidence>} [changes] */
const unexpected = (changes) =>
	good({
		events: [event({ planned: "unexpected" })],
		effects: [],
		kept: [kept({ reason: "payload_invalid", attempts: 1 })],
		steps: claims(1),
		...changes,
	});

/** Kept after crashes, accepted, and handled by a replay. @param {Partial<Evidence>} [changes] */
const replayed = (changes) =>
	good({
		attempts: [attempt(204, 90)],
		effects: [replay(SECOND, 100)],
		steps: [...claims(8), step("kept", FIRST, 85), step("committed", SECOND, 120)],
		...changes,
	});

/** By rules of both kinds of inboxes. @type {[what: string, rules: string[], evidence: Evidence][]} */
const EITHER = [
	["handled once", [], good()],
	["sent again after 2xx", [], good({ attempts: [attempt(204, 130), attempt(204, 140)] })],
	["kept after its attempts", [], given()],
	["kept after its attempts, the claim of one that died unknown", [], given({ steps: claims(6) })],
	["kept at once", [], unexpected()],
	["kept after crashes", [], given({ events: [event()] })],
	["kept after crashes, and handled by a replay", [], replayed()],
	["a body that is lost in a replay", ["lost"], replayed({ effects: [] })],
	["replayed although committed", ["again"], replayed({ steps: [step("committed", FIRST, 95)] })],
	["handled although kept", ["again"], good({ steps: [step("kept", SECOND, 90)] })],
	["handled by the one that died, and never accepted", ["unsent"], good({ attempts: [attempt(null, 130)] })],
	["never sent", ["unsent"], good({ attempts: [] })],
	["never accepted, and without effect", ["unsent"], good({ attempts: [attempt(503, 130)], effects: [], steps: [] })],
	["accepted without effect", ["lost"], good({ effects: [] })],
	["accepted before its effect", ["early"], good({ attempts: [attempt(200, 114)] })],
	["accepted before the handler began", ["early", "again"], good({ attempts: [attempt(200, 90)] })],
	["committed before the claim", ["again"], good({ steps: [step("committed", SECOND, 90)] })],
	["a body that is lost", ["lost", "kept"], given({ kept: [] })],
	["an unexpected body that is lost", ["lost", "kept"], unexpected({ kept: [] })],
	["an unexpected one that was handled", ["kept"], unexpected({ effects: [effect(FIRST, 100)], kept: [] })],
	["kept twice", ["kept"], unexpected({ kept: [...unexpected().kept, ...unexpected().kept] })],
	["kept otherwise than it came", ["body"], given({ kept: [kept({ bodyHash: "cd" })] })],
	["kept for another reason", ["reason"], unexpected({ kept: [kept({ reason: "unreadable" })] })],
	["kept although the handler might have succeeded", ["reason"], given({ kept: [kept({ attempts: 7 })] })],
	["kept after attempts that nobody made", ["reason"], given({ steps: claims(3) })],
	["an effect of nothing", ["stray"], good({ effects: [effect(FIRST, 100), { ...effect(FIRST, 100), id: 8 }] })],
	["a body of nothing", ["stray"], good({ kept: [kept({ route: "/others" })] })],
	["an attempt of nothing", ["stray"], good({ attempts: [attempt(204, 130), { ...attempt(204, 130), id: 8 }] })],
];

/** @type {[what: string, once: string[], atLeastOnce: string[], evidence: Evidence][]} */
const EACH = [
	["repeated after a kill", ["twice"], [], repeated({ troubles: [killed(FIRST, 118)] })],
	["repeated after a kill of another", ["twice"], ["unexplained"], repeated({ troubles: [killed(SECOND, 118)] })],
	["repeated after a kill before", ["twice"], ["unexplained"], repeated({ troubles: [killed(FIRST, 99)] })],
	["repeated before a kill", ["twice"], ["unexplained"], repeated({ troubles: [killed(FIRST, 1_400)] })],
	["repeated without a cause", ["twice"], ["unexplained"], repeated()],
	["repeated after the store was away", ["twice"], [], repeated({ troubles: [outage(110, 300)] })],
	["repeated after the store was back", ["twice"], ["unexplained"], repeated({ troubles: [outage(0, 50)] })],
	["repeated after a pause", ["twice"], [], repeated({ troubles: [pause(117, 1_600)] })],
	[
		"repeated after a lost lease",
		["twice"],
		[],
		repeated({ steps: [step("lost", FIRST, 1_400), step("committed", SECOND, 1_320)] }),
	],
	["repeated after another lost it", ["twice"], ["unexplained"], repeated({ steps: [step("lost", SECOND, 1_400)] })],
	[
		"repeated before the lease can be lost",
		["twice"],
		["unexplained"],
		repeated({ effects: [effect(FIRST, 100), effect(SECOND, 900)], troubles: [pause(117, 1_600)] }),
	],
	[
		"repeated although committed",
		["twice", "again"],
		["again"],
		repeated({ steps: [step("committed", FIRST, 117)], troubles: [killed(FIRST, 118)] }),
	],
	[
		"repeated although accepted",
		["twice", "again"],
		["again"],
		repeated({ attempts: [attempt(200, 117)], troubles: [killed(FIRST, 118)] }),
	],
	[
		"done late by one that had lost it",
		["twice"],
		[],
		good({
			effects: [{ ...effect(FIRST, 50), startedMs: 1_400, atMs: 1_410 }, effect(SECOND, 1_100)],
			attempts: [attempt(204, 1_130)],
			steps: [step("committed", SECOND, 1_120), step("lost", FIRST, 1_415)],
			troubles: [pause(52, 1_390)],
		}),
	],
	[
		"an effect of what is kept, after a kill",
		["kept"],
		[],
		given({ events: [event()], effects: [effect(FIRST, 100)], troubles: [killed(FIRST, 118)] }),
	],
	["an effect of what is kept", ["kept"], ["unexplained"], given({ events: [event()], effects: [effect(FIRST, 100)] })],
	["an effect of a handler that fails", ["kept"], ["unexplained", "kept"], given({ effects: [effect(FIRST, 100)] })],
];

/** @param {Evidence} evidence @param {import("./judge.mjs").Law} law */
const broken = (evidence, law) => [...new Set(judge(evidence, law).violations.map(({ rule }) => rule))];

for (const [what, rules, evidence] of EITHER) {
	test(`${what}: ${rules.join(", ") || "nothing is wrong"}`, () => {
		assert.deepEqual(broken(evidence, ONCE), rules);
		assert.deepEqual(broken(evidence, AT_LEAST_ONCE), rules);
	});
}

for (const [what, once, atLeastOnce, evidence] of EACH) {
	test(`${what}: ${once.join(", ")}; at least once: ${atLeastOnce.join(", ") || "nothing is wrong"}`, () => {
		assert.deepEqual(broken(evidence, ONCE), once);
		assert.deepEqual(broken(evidence, AT_LEAST_ONCE), atLeastOnce);
	});
}

test("repeats are counted, each with its cause", () => {
	/** @type {[import("./judge.mjs").Cause, import("./judge.mjs").Trouble][]} */
	const causes = [
		["killed", killed(FIRST, 118)],
		["store", outage(110, 300)],
		["lease", pause(117, 1_600)],
	];
	for (const [cause, trouble] of causes) {
		assert.deepEqual(judge(repeated({ troubles: [trouble] }), AT_LEAST_ONCE).repeats, [{ ...IT, cause }]);
	}
	assert.deepEqual(judge(repeated(), AT_LEAST_ONCE).repeats, []);
	assert.deepEqual(judge(good(), AT_LEAST_ONCE).repeats, []);
});
