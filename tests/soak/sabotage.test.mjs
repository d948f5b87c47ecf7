// @ts-check
// A soak that cannot fail proves nothing: clients that lie, each in one way, and the rule that finds each.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { UsersApi } from "powens-users";
import { soak } from "./driver.mjs";
import { violationLines } from "./figures.mjs";
import { npmCaller } from "./npm-caller.mjs";

/** @typedef {import("powens-users").UsersApiOptions} UsersApiOptions */
/** @typedef {import("./npm-caller.mjs").Client} Client */
/** @typedef {import("./driver.mjs").SoakOptions} SoakOptions */
/** @typedef {NonNullable<import("./npm-caller.mjs").NpmOptions["makeClient"]>} MakeClient */

/**
 * A client whose deletes end otherwise.
 *
 * @param {UsersApiOptions} options
 * @param {(ended: Promise<void>) => Promise<void>} sabotage
 * @returns {Client}
 */
function sabotagedDelete(options, sabotage) {
	const api = new UsersApi(options);
	return {
		list: (...args) => api.list(...args),
		get: (...args) => api.get(...args),
		delete: (...args) => sabotage(api.delete(...args)),
	};
}

/**
 * An error with other fields.
 *
 * @param {any} error
 * @param {object} changes
 */
function changed(error, changes) {
	const { name, code, effect, attempts } = error;
	return Object.assign(new Error(error.message), { name, code, effect, attempts, ...changes });
}

/**
 * Answers 429 by the same request once more, and shows that answer alone.
 *
 * @param {any} fetch
 */
function retrying(fetch) {
	return async (/** @type {string} */ url, /** @type {any} */ init) => {
		const response = await fetch(url, init);
		return response.status === 429 ? fetch(url, init) : response;
	};
}

/** @type {Record<string, { rule: string, rules: SoakOptions["rules"], makeClient: MakeClient }>} */
const SABOTAGES = {
	"claims a delete on a timeout": {
		rule: "claimed",
		rules: [{ fault: "endless_body", performs: "never" }],
		makeClient: (options) =>
			sabotagedDelete(options, (ended) =>
				ended.catch((error) => {
					if (error.code !== "timeout") throw error;
				}),
			),
	},
	"reports no effect after a reset": {
		rule: "denied",
		rules: [{ fault: "reset", performs: "before" }],
		makeClient: (options) =>
			sabotagedDelete(options, (ended) =>
				ended.catch((error) => {
					throw changed(error, { effect: "none" });
				}),
			),
	},
	"hides an attempt": {
		rule: "attempts",
		rules: [{ fault: "error_500" }],
		makeClient: ({ onAttempt, ...options }) =>
			sabotagedDelete(
				{
					...options,
					onAttempt: (told) => (told.attempt === 1 ? undefined : onAttempt?.({ ...told, attempt: told.attempt - 1 })),
				},
				(ended) =>
					ended.catch((error) => {
						throw changed(error, { attempts: error.attempts - 1 });
					}),
			),
	},
	"hangs past its deadline": {
		rule: "deadline",
		rules: [{ fault: "endless_body" }],
		makeClient: (options) => sabotagedDelete(options, (ended) => ended.finally(() => sleep(1_200))),
	},
	"retries a delete after 429 without counting": {
		rule: "attempts",
		rules: [{ fault: "too_many_requests", retryAfterSeconds: 5 }],
		makeClient: (options) => new UsersApi({ ...options, fetch: retrying(options.fetch) }),
	},
};

for (const [what, { rule, rules, makeClient }] of Object.entries(SABOTAGES)) {
	test(`a client that ${what} is found`, async (t) => {
		const plan = /** @type {const} */ ({ seed: 1, count: 100, transport: "in-process", rules, types: ["delete"] });
		assert.deepEqual(violationLines((await soak(plan)).violations), []);
		const { violations } = await soak({ ...plan, caller: npmCaller({ makeClient }) });
		for (const line of violationLines(violations).slice(0, 2)) t.diagnostic(line);
		assert.ok(
			violations.some((violation) => violation.rule === rule),
			`the rule "${rule}" finds nothing`,
		);
	});
}
