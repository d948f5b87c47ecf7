// @ts-check
// A delete never claims what is not known.
import { equal } from "./assertions.mjs";
import { answer, apiWithFetch, endOfDelete, play } from "./mocks.mjs";

/** @param {number} status */
const only = (status) => ({ status });
const lost = undefined;

/** @type {readonly [responses: readonly unknown[], expected: string][]} */
const courses = [
	[[only(204)], "done 1"],
	[[lost, only(204)], "done 2"],
	[[only(503), only(500), only(200)], "done 3"],
	[[only(404)], "http_status none 1"],
	[[only(403)], "http_status none 1"],
	[[only(429), only(404)], "http_status none 2"],
	[[lost, only(404)], "delete_unconfirmed unknown 2"],
	[[only(502), only(401)], "delete_unconfirmed unknown 2"],
	[[only(408), only(403)], "delete_unconfirmed unknown 2"],
	[[lost, only(429), only(404)], "delete_unconfirmed unknown 3"],
	[[lost, only(409)], "http_status unknown 2"],
	[[lost, lost, lost], "network unknown 3"],
	[[only(500), only(500), only(500)], "http_status unknown 3"],
	[[only(202)], "http_status unknown 1"],
	[[only(205)], "http_status unknown 1"],
	[[only(206)], "http_status unknown 1"],
	[[only(307)], "redirect none 1"],
	[[{ type: "opaqueredirect", status: 0 }], "redirect unknown 1"],
	[[only(303)], "redirect unknown 1"],
	[[only(304)], "http_status none 1"],
	[[{ status: 204, redirected: true }], "redirect unknown 1"],
	[[answer('{"id":43}')], "id_mismatch unknown 1"],
	[[{}], "invalid_response unknown 1"],
	[[7], "invalid_response unknown 1"],
	[[lost, {}], "invalid_response unknown 2"],
];

/** Answers that somebody else than the API gives to every method. @type {readonly [responses: readonly unknown[], expected: string][]} */
const unconfirmed = [
	[[{ status: 200, text: () => Promise.reject(1) }], "delete_unconfirmed unknown 1"],
	[[answer("<html>")], "delete_unconfirmed unknown 1"],
	[[lost, answer("<html>")], "delete_unconfirmed unknown 2"],
	[[only(503), answer("[]"), only(204)], "delete_unconfirmed unknown 2"],
];

/** @param {readonly [readonly unknown[], string][]} table @returns {import("./runner.mjs").Case["run"]} */
const endsAs = (table) => async (powens) => {
	for (const [responses, expected] of table) {
		const { fetch, played } = play(responses);
		const call = apiWithFetch(powens, fetch).delete(42);
		equal(await endOfDelete(call, played), expected, JSON.stringify(responses));
	}
};

/** @type {import("./runner.mjs").Case[]} */
export default [
	{ name: "each course of a delete ends as it should", run: endsAs(courses) },
	{ name: "each course that ends with an answer of 200 that confirms nothing", run: endsAs(unconfirmed) },
];
