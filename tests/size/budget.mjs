// @ts-check
// What each size may be: budget.json.
import { readFileSync, writeFileSync } from "node:fs";
import { inProject } from "../../scripts/lib/paths.mjs";

/** @typedef {import("./measure.mjs").Sizes} Sizes */

export const kinds = /** @type {const} */ (["raw", "gzip", "brotli"]);

/** The share of a budget below which it guards nothing: what was saved could be lost again unseen. */
const LEAST_SHARE = 0.9;
/** How far above what is there a budget is set. */
const ROOM = 1.025;

const file = inProject("tests", "size", "budget.json");

/**
 * What no budget may exceed, whoever sets it: what a page or a worker loads is promised, and how much code a test's sandbox is.
 *
 * @type {Record<string, Partial<Sizes>>}
 */
export const limits = {
	'import { UsersApi } from "powens-users"': { gzip: 48_000 },
	'import { Webhooks } from "powens-users"': { gzip: 58_000 },
	'import { UsersApi, Webhooks } from "powens-users"': { gzip: 98_000 },
	'import { isPowensError } from "powens-users"': { gzip: 6_000 },
	'import { createReceiver, memoryInbox } from "powens-users/receiver"': { gzip: 72_000 },
	"all of pkg/web.js, minified": { gzip: 22_000 },
	"all of pkg/workerd.js, minified": { gzip: 22_000 },
	"all of pkg/edge-light.js, minified": { gzip: 22_000 },
	"pkg/sandbox.js": { raw: 160_000 },
};

/** @returns {Record<string, Sizes>} */
export function readBudget() {
	return JSON.parse(readFileSync(file, "utf8"));
}

/**
 * Sets every budget that is not right for what is there.
 *
 * @param {ReadonlyMap<string, Sizes>} sizes
 */
export function updateBudget(sizes) {
	const before = readBudget();
	const lines = [...sizes].map(([name, size]) => {
		const budget = problemsOf(name, size, before[name]).length === 0 ? before[name] : budgetFor(name, size);
		return `\t${JSON.stringify(name)}: ${JSON.stringify(budget).replaceAll(/[{,:]/g, "$& ").replace("}", " }")}`;
	});
	writeFileSync(file, `{\n${lines.join(",\n")}\n}\n`);
}

/**
 * @param {ReadonlyMap<string, Sizes>} sizes
 * @param {Record<string, Sizes>} budget
 * @returns {string[]}
 */
export function problems(sizes, budget) {
	const gone = Object.keys(budget).filter((name) => !sizes.has(name));
	return [
		...[...sizes].flatMap(([name, size]) => problemsOf(name, size, budget[name])),
		...gone.map((name) => `${name} has a budget and is not there.`),
		...Object.entries(budget).flatMap(([name, budgeted]) =>
			kinds
				.filter((kind) => budgeted[kind] > limitOf(name, kind))
				.map((kind) => `${name}: its budget of ${budgeted[kind]} bytes (${kind}) is over its limit, ${limitOf(name, kind)}.`),
		),
	];
}

/**
 * @param {string} name
 * @param {Sizes} size
 * @param {Sizes | undefined} budget
 * @returns {string[]}
 */
function problemsOf(name, size, budget) {
	if (budget === undefined) return [`${name} has no budget.`];
	return kinds.flatMap((kind) => {
		const [bytes, most] = [size[kind], budget[kind]];
		if (!(bytes <= most)) return [`${name}: ${bytes} bytes (${kind}), ${bytes - most} over the budget.`];
		return bytes < most * LEAST_SHARE ? [`${name}: ${bytes} bytes (${kind}), far below the budget of ${most}: lower it.`] : [];
	});
}

/**
 * @param {string} name
 * @param {Sizes} size
 * @returns {Sizes}
 */
function budgetFor(name, size) {
	/** @param {typeof kinds[number]} kind */
	const above = (kind) => Math.min(Math.ceil((size[kind] * ROOM) / 10) * 10, limitOf(name, kind));
	return { raw: above("raw"), gzip: above("gzip"), brotli: above("brotli") };
}

/**
 * @param {string} name
 * @param {typeof kinds[number]} kind
 */
function limitOf(name, kind) {
	return limits[name]?.[kind] ?? Number.POSITIVE_INFINITY;
}
