// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { kinds, limits, problems, readBudget } from "../size/budget.mjs";

const size = { raw: 1000, gzip: 500, brotli: 400 };

/**
 * @param {Partial<import("../size/measure.mjs").Sizes>} budget where it is not what is there
 * @returns {string[]}
 */
const against = (budget) => problems(new Map([["pkg/a.js", size]]), { "pkg/a.js": { ...size, ...budget } });

test("what fills its budget is no problem", () => {
	assert.deepEqual(against({}), []);
});

for (const kind of kinds) {
	test(`${kind}: one byte over`, () => {
		assert.deepEqual(against({ [kind]: size[kind] - 1 }), [`pkg/a.js: ${size[kind]} bytes (${kind}), 1 over the budget.`]);
	});

	test(`${kind}: nine tenths of a budget will do, less is too far below`, () => {
		const most = size[kind] / 0.9;
		assert.deepEqual(against({ [kind]: Math.floor(most) }), []);
		const above = Math.ceil(most);
		assert.deepEqual(against({ [kind]: above }), [
			`pkg/a.js: ${size[kind]} bytes (${kind}), far below the budget of ${above}: lower it.`,
		]);
	});
}

test("what is there needs a budget", () => {
	assert.deepEqual(problems(new Map([["pkg/new.js", size]]), {}), ["pkg/new.js has no budget."]);
});

test("a budget without one of its kinds is no budget for it", () => {
	const { brotli, ...partial } = size;
	const budget = /** @type {typeof size} */ (/** @type {unknown} */ (partial));
	const [problem, ...others] = problems(new Map([["pkg/a.js", { ...size, brotli }]]), { "pkg/a.js": budget });
	assert.match(problem ?? "", /\(brotli\)/);
	assert.deepEqual(others, []);
});

test("a budget needs what it is for", () => {
	assert.deepEqual(problems(new Map(), { "pkg/gone.js": size }), ["pkg/gone.js has a budget and is not there."]);
});

test("every problem is told, of each", () => {
	const sizes = new Map([
		["pkg/a.js", size],
		["pkg/new.js", size],
	]);
	const budget = { "pkg/a.js": { raw: 999, gzip: 499, brotli: 4000 }, "pkg/gone.js": size };
	assert.equal(problems(sizes, budget).length, 5);
});

test("no budget exceeds its limit", () => {
	for (const [name, limited] of Object.entries(limits)) {
		const sizes = new Map([[name, { ...size, ...limited }]]);
		const budget = { ...size, ...limited };
		assert.deepEqual(problems(sizes, { [name]: budget }), []);
		for (const [kind, limit] of Object.entries(limited)) {
			assert.deepEqual(problems(sizes, { [name]: { ...budget, [kind]: limit + 1 } }), [
				`${name}: its budget of ${limit + 1} bytes (${kind}) is over its limit, ${limit}.`,
			]);
		}
	}
	assert.deepEqual(limits["pkg/sandbox.js"], { raw: 160_000 });
	assert.deepEqual(
		Object.keys(limits).filter((name) => !(name in readBudget())),
		[],
		"each limit is one of a budget",
	);
});
