// @ts-check
// Clients in Rust that lie, each in one way, and the rule that finds each: the same program, told to.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { soak } from "../driver.mjs";
import { violationLines } from "../figures.mjs";
import { nativeCaller } from "./native-caller.mjs";
import { buildProgram } from "./program.mjs";

/** @typedef {NonNullable<import("../driver.mjs").SoakOptions["rules"]>} Rules */

/** @type {Record<string, { rule: string, rules: Rules }>} */
const LIES = {
	"claims-unknown": { rule: "claimed", rules: [{ fault: "endless_body", performs: "never" }] },
	"denies-unknown": { rule: "denied", rules: [{ fault: "reset", performs: "before" }] },
	"hides-attempt": { rule: "attempts", rules: [{ fault: "error_500" }] },
	hangs: { rule: "deadline", rules: [{ fault: "endless_body" }] },
	"resends-unseen": { rule: "attempts", rules: [{ fault: "too_many_requests", retryAfterSeconds: 5 }] },
};

let program = "";
before(async () => {
	program = await buildProgram();
});

for (const [lie, { rule, rules }] of Object.entries(LIES)) {
	test(`a client in Rust that ${lie} is found`, async (t) => {
		const plan = /** @type {const} */ ({ seed: 1, count: 100, transport: "http", rules, types: ["delete"] });
		const callers = [nativeCaller({ program }), nativeCaller({ program, lie })];
		const [honest, lying] = await Promise.all(callers.map((caller) => soak({ ...plan, caller })));
		assert.deepEqual(violationLines(honest?.violations ?? []), []);
		const violations = lying?.violations ?? [];
		for (const line of violationLines(violations).slice(0, 2)) t.diagnostic(line);
		assert.ok(
			violations.some((violation) => violation.rule === rule),
			`the rule "${rule}" finds nothing`,
		);
	});
}

test("a program that does not know a lie makes no call", async () => {
	const caller = nativeCaller({ program, lie: "white" });
	await assert.rejects(soak({ seed: 1, count: 1, transport: "http", caller }), /ended with status 1/);
});
