// @ts-check
// Which fault meets which call: by seed, whatever the order; and plans that cannot be.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createSandbox } from "powens-users/sandbox";
import { open } from "./helpers.mjs";

/** @typedef {import("powens-users/sandbox").FaultPlan} FaultPlan */
/** @typedef {import("powens-users/sandbox").FaultRule} FaultRule */

/** Answers at once, each with a status of its own. */
const RULES = /** @type {const} */ ([
	{ fault: "html_503", probability: 0.2, performs: "never" },
	{ fault: "error_500", probability: 0.1, performs: "never" },
	{ fault: "redirect", probability: 0.3 },
	{ fault: "other_user", probability: 0.1, on: "GET /users/{id}", performs: "never" },
]);

/** @param {import("powens-users/sandbox").Sandbox} sandbox */
const faultsOf = (sandbox) => sandbox.record().flatMap((entry) => (entry.kind === "request" ? [entry.fault ?? "none"] : []));

/** The faults of each method and path, in the order in which that was asked for. @param {import("powens-users/sandbox").Sandbox} sandbox */
function faultsByCall(sandbox) {
	/** @type {Record<string, string[]>} */
	const byCall = {};
	for (const entry of sandbox.record()) {
		if (entry.kind !== "request") continue;
		const key = `${entry.method} ${entry.path}`;
		byCall[key] = [...(byCall[key] ?? []), entry.fault ?? "none"];
	}
	return Object.fromEntries(Object.entries(byCall).sort());
}

const PATHS = ["/2.0/users", "/2.0/users?limit=2", "/2.0/users/1", "/2.0/users/2", "/2.0/users/me"];
const calls = fc.array(fc.tuple(fc.constantFrom("GET", "DELETE"), fc.constantFrom(...PATHS)), { minLength: 1, maxLength: 40 });

test("the same seed and calls, the same faults for each, in any order and at once", async () => {
	const rules = [...RULES, /** @type {const} */ ({ fault: "too_many_requests", probability: 0.1, row: 3 })];
	const property = fc.asyncProperty(
		fc.integer(),
		calls.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
		fc.boolean(),
		async (seed, [list, shuffled], isAtOnce) => {
			const plan = { seed, rules };
			const one = open({ users: 5, faults: plan });
			for (const [method, path] of list) await one.ask(method, path);
			const other = open({ users: 5, seed: 77, faults: plan });
			const asked = shuffled.map(
				([method, path]) =>
					() =>
						other.ask(method, path),
			);
			if (isAtOnce) await Promise.all(asked.map((ask) => ask()));
			else for (const ask of asked) await ask();
			assert.deepEqual(faultsByCall(other.sandbox), faultsByCall(one.sandbox));
		},
	);
	await fc.assert(property, { numRuns: 60 });
});

test("another seed, other faults; without one that of the sandbox counts", async () => {
	/** @param {number} seed @param {FaultPlan} faults */
	const sequence = async (seed, faults) => {
		const { sandbox, ask } = open({ users: 5, seed, faults });
		for (let index = 0; index < 100; index += 1) await ask("GET", `/2.0/users?offset=${index}`);
		return faultsOf(sandbox).join();
	};
	assert.notEqual(await sequence(1, { seed: 1, rules: RULES }), await sequence(1, { seed: 2, rules: RULES }));
	assert.equal(await sequence(5, { rules: RULES }), await sequence(1, { seed: 5, rules: RULES }));
	assert.notEqual(await sequence(6, { rules: RULES }), await sequence(5, { rules: RULES }));
});

test("probabilities come out, for calls that differ and for one that is repeated", async () => {
	for (const pathOf of [(/** @type {number} */ index) => `/2.0/users/${index + 1}`, () => "/2.0/users/1"]) {
		const { sandbox, ask } = open({ users: 1, faults: { rules: RULES } });
		const count = 20_000;
		for (let index = 0; index < count; index += 1) await ask("GET", pathOf(index));
		/** @type {Record<string, number>} */
		const found = { none: 0, html_503: 0, error_500: 0, redirect: 0, other_user: 0 };
		for (const fault of faultsOf(sandbox)) found[fault] = (found[fault] ?? 0) + 1;
		const expected = { none: 0.3, html_503: 0.2, error_500: 0.1, redirect: 0.3, other_user: 0.1 };
		assert.deepEqual(Object.keys(found), Object.keys(expected));
		for (const [fault, share] of Object.entries(expected)) {
			// Five standard deviations.
			const tolerance = 5 * Math.sqrt((share * (1 - share)) / count);
			const actual = (found[fault] ?? 0) / count;
			assert.ok(Math.abs(actual - share) < tolerance, `${fault}: ${actual} instead of ${share}`);
		}
	}
});

test("where a rule does not say whether the work is done, each way happens as often", async () => {
	const { sandbox, ask } = open({ users: 1, faults: { rules: [{ fault: "reset", probability: 1 }] } });
	const count = 3_000;
	for (let index = 0; index < count; index += 1) await ask("GET", `/2.0/users/${index + 1}`).catch(() => {});
	await new Promise((resolve) => setTimeout(resolve, 200));
	const performed = sandbox.record().filter((entry) => entry.kind === "request" && entry.performed).length;
	assert.ok(Math.abs(performed / count - 2 / 3) < 0.05, `${performed} of ${count}`);
});

test("a rule without `on` happens on every call that it can happen to, and one with it on that alone", async () => {
	const { sandbox, ask } = open({ users: 2, faults: { rules: [{ fault: "error_500", on: "DELETE /users/{id}" }] } });
	await ask("GET", "/2.0/users");
	await ask("GET", "/2.0/users/1");
	await ask("DELETE", "/2.0/users/1");
	sandbox.setFaults({ rules: [{ fault: "error_500" }, { fault: "forged", on: "USER_CREATED" }] });
	await ask("GET", "/2.0/users");
	sandbox.setFaults(null);
	await ask("GET", "/2.0/users");
	assert.deepEqual(faultsOf(sandbox), ["none", "none", "error_500", "error_500", "none"]);
});

test("a storm refuses a row of requests of one method and path", async () => {
	const rules = /** @type {const} */ ([{ fault: "too_many_requests", probability: 0.1, row: 5 }]);
	const { sandbox, ask } = open({ users: 2, faults: { seed: 3, rules } });
	for (let index = 0; index < 2_000; index += 1) {
		await ask("GET", "/2.0/users/1");
		await ask("GET", "/2.0/users/2");
	}
	const lengths = Object.values(faultsByCall(sandbox)).flatMap((faults) => {
		const rows = faults.join(",").match(/too_many_requests(?:,too_many_requests)*/g) ?? [];
		return rows.map((row) => row.split(",").length);
	});
	assert.ok(lengths.length > 100);
	// The last one may be cut off by the end.
	assert.ok(lengths.filter((length) => length % 5 !== 0).length <= 2, String(lengths));
	assert.equal(new Set(Object.values(faultsByCall(sandbox)).map(String)).size, 2, "each path has its own");
});

test("a snapshot brings back how far the faults were, and a reset begins anew", async () => {
	const rules = [...RULES, /** @type {const} */ ({ fault: "too_many_requests", probability: 0.2, row: 4 })];
	const { sandbox, ask } = open({ users: 2, faults: { rules } });
	const next = async () => {
		const from = faultsOf(sandbox).length;
		for (let index = 0; index < 60; index += 1) await ask("GET", "/2.0/users/1");
		return faultsOf(sandbox).slice(from);
	};
	const first = await next();
	const snapshot = sandbox.snapshot();
	const second = await next();
	assert.notDeepEqual(second, first);
	sandbox.setFaults(null);
	sandbox.restore(JSON.parse(JSON.stringify(snapshot)));
	assert.deepEqual(await next(), second);
	sandbox.reset();
	assert.deepEqual(await next(), first);
	sandbox.setFaults({ rules });
	assert.deepEqual(await next(), first);
});

test("a plan is kept as it was when it was given", async () => {
	const rule = /** @type {any} */ ({ fault: "error_500" });
	const { sandbox, ask } = open({ users: 2, faults: { rules: [rule] } });
	rule.fault = "reset";
	await ask("GET", "/2.0/users");
	sandbox.reset();
	await ask("GET", "/2.0/users").catch(() => {});
	assert.deepEqual(faultsOf(sandbox), ["error_500", "error_500"]);
});

/** @type {Record<string, [plan: unknown, message: RegExp]>} */
const REFUSED = {
	"no object": [7, /rules/],
	"no rules": [{}, /rules/],
	"rules that are no list": [{ rules: {} }, /rules/],
	"a rule that is none": [{ rules: [null] }, /rule 1/],
	"a seed that is none": [{ seed: 1.5, rules: [] }, /seed/],
	"an unknown fault": [{ rules: [{ fault: "earthquake" }] }, /rule 1.*latency.*too_many_requests.*forged/],
	"no fault": [{ rules: [{}] }, /rule 1.*latency/],
	"one of every object": [{ rules: [{ fault: "constructor" }] }, /rule 1.*latency/],
	"an unknown setting": [{ rules: [{ fault: "reset", probabilty: 0.5 }] }, /probabilty.*probability/],
	"an unknown route": [{ rules: [{ fault: "reset", on: "GET /users/7" }] }, /GET \/users\/\{id\}/],
	"a route with its prefix": [{ rules: [{ fault: "reset", on: "GET /2.0/users" }] }, /GET \/users, /],
	"a delivery's fault on a route": [{ rules: [{ fault: "forged", on: "GET /users" }] }, /forged.*USER_CREATED/],
	"an answer's fault on an event": [{ rules: [{ fault: "reset", on: "USER_CREATED" }] }, /reset.*GET \/users/],
	"a probability above 1": [{ rules: [{ fault: "reset", probability: 1.1 }] }, /probability.*0 to 1/],
	"a probability below 0": [{ rules: [{ fault: "reset", probability: -0.1 }] }, /probability.*0 to 1/],
	"a probability that is none": [{ rules: [{ fault: "reset", probability: Number.NaN }] }, /probability/],
	"a probability as text": [{ rules: [{ fault: "reset", probability: "0.5" }] }, /probability/],
	"probabilities above 1 together": [
		{
			rules: [
				{ fault: "reset", probability: 0.6 },
				{ fault: "refused", probability: 0.6 },
			],
		},
		/1 at most/,
	],
	"above 1 on one route": [
		{
			rules: [
				{ fault: "reset", probability: 0.6 },
				{ fault: "refused", probability: 0.6, on: "GET /users" },
			],
		},
		/GET \/users are/,
	],
	"above 1 on one event": [{ rules: [{ fault: "forged" }, { fault: "slow", on: "USER_DELETED" }] }, /USER_DELETED/],
	"work done before a refusal": [{ rules: [{ fault: "too_many_requests", performs: "before" }] }, /performs.*never/],
	"work done before a redirect": [{ rules: [{ fault: "redirect", performs: "after" }] }, /performs.*never/],
	"work done without a connection": [{ rules: [{ fault: "refused", performs: "before" }] }, /performs.*never/],
	"a right answer without work": [{ rules: [{ fault: "wrong_content_type", performs: "never" }] }, /performs.*before/],
	"a late answer without work": [{ rules: [{ fault: "latency", performs: "never" }] }, /performs.*before, after/],
	"work of another kind": [{ rules: [{ fault: "reset", performs: "maybe" }] }, /before, after, never/],
	"work of a delivery": [{ rules: [{ fault: "slow", performs: "before" }] }, /performs/],
	"a negative wait": [{ rules: [{ fault: "latency", ms: -1 }] }, /ms.*0 to/],
	"a wait that no timer can": [{ rules: [{ fault: "latency", ms: 2 ** 31 }] }, /ms.*2147483647/],
	"a wait as text": [{ rules: [{ fault: "latency", ms: "60" }] }, /ms/],
	"a body without a byte": [{ rules: [{ fault: "huge_body", bytes: 0 }] }, /bytes.*1 to/],
	"half a byte": [{ rules: [{ fault: "huge_body", bytes: 1.5 }] }, /bytes/],
	"a negative time to wait": [{ rules: [{ fault: "too_many_requests", retryAfterSeconds: -1 }] }, /retryAfterSeconds/],
	"a row of none": [{ rules: [{ fault: "too_many_requests", row: 0 }] }, /row.*1 to/],
};

for (const [name, [plan, message]] of Object.entries(REFUSED)) {
	test(`refuses ${name}`, async () => {
		const faults = /** @type {FaultPlan} */ (plan);
		assert.throws(() => createSandbox({ faults }), { name: "RangeError", message });
		const { sandbox, ask } = open({ users: 2, faults: { rules: [{ fault: "error_500" }] } });
		assert.throws(() => sandbox.setFaults(faults), { name: "RangeError", message });
		assert.equal((await ask("GET", "/2.0/users")).status, 500, "the plan before stays");
		assert.ok(!sandbox.record().some((entry) => entry.kind === "control"), "nothing is recorded");
	});
}

test("takes what is at the edge", () => {
	/** @type {FaultRule[][]} */
	const taken = [
		[],
		[
			{ fault: "reset", probability: 0 },
			{ fault: "refused", probability: 1 },
		],
		[{ fault: "reset", on: "GET /users" }, { fault: "reset", on: "DELETE /users/{id}" }, { fault: "slow" }],
		Array.from({ length: 10 }, () => ({ fault: "reset", probability: 0.1 })),
		[{ fault: "clock_skew", ms: -3_600_000 }],
		[{ fault: "latency", ms: 2 ** 31 - 1 }],
		[{ fault: "too_many_requests", retryAfterSeconds: 0, row: 1 }],
	];
	for (const rules of taken) createSandbox({ users: 1, faults: { rules } }).close();
});
