// @ts-check
// A delete never claims what is not known.
import { equal, rejection } from "./assertions.mjs";
import { answer, apiWithFetch, effectsHere, endOfDelete, play, REFUSED, REFUSED_TWICE } from "./mocks.mjs";

/** @param {number} status */
const only = (status) => ({ status });
const lost = undefined;

/** @type {readonly [responses: readonly unknown[], expected: string][]} */
const courses = [
	[[only(204)], "done 1"],
	[[lost, only(204)], "done 2"],
	[[only(503), only(500), only(200)], "done 3"],
	[[only(401)], `http_status ${REFUSED} 1`],
	[[only(403)], `http_status ${REFUSED} 1`],
	[[only(404)], `http_status ${REFUSED} 1`],
	[[only(410)], `http_status ${REFUSED} 1`],
	[[only(429), only(404)], `${REFUSED_TWICE} 2`],
	[[only(400)], "http_status none 1"],
	[[only(409)], `http_status ${REFUSED} 1`],
	[[only(422)], "http_status none 1"],
	[[only(429), only(429), only(429)], `http_status ${REFUSED} 3`],
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
const endsAs = (table) => async (powens, tools) => {
	for (const [responses, expected] of table) {
		const { fetch, played } = play(responses);
		const call = apiWithFetch(powens, fetch).delete(42);
		equal(await endOfDelete(call, played), effectsHere(expected, tools), JSON.stringify(responses));
	}
};

/** @param {import("./runner.mjs").Package} powens */
async function effectOf404(powens) {
	const { fetch } = play([only(404)]);
	return (await rejection(apiWithFetch(powens, fetch).delete(42))).effect;
}

/** Hosts of which it is not known that nothing is sent again. @type {Record<string, { process: object, location?: object }>} */
const strangers = {
	"a page that has what Node has": { location: { origin: "null" }, process: { versions: { node: "24.0.0", undici: "7.0.0" } } },
	"what imitates Node": { process: { versions: { node: "24.0.0" } } },
	"what shows nothing of itself": { process: {} },
};

/** @type {import("./runner.mjs").Case[]} */
export default [
	{
		name: "a refusal proves that nothing was done only where no request is sent again unseen",
		async run(powens, tools) {
			equal(await effectOf404(powens), effectsHere(REFUSED, tools));
			for (const [what, { location, process }] of Object.entries(strangers)) {
				// A page has its location for good.
				const globals = () => ({ process, ...(tools.runtime === "node" && location && { location }) });
				equal(await tools.withFreshPackage((fresh) => effectOf404(fresh), { globals }), "unknown", what);
			}
		},
	},
	{ name: "each course of a delete ends as it should", run: endsAs(courses) },
	{ name: "each course that ends with an answer of 200 that confirms nothing", run: endsAs(unconfirmed) },
];
