// @ts-check
// What the cases give to the package in the place of a network, and what they look at afterwards.

/** @typedef {import("./runner.mjs").Package} Package */

/** As the answer of an API: `{ status: 200, text: … }`. @param {string} text */
export const answer = (text) => ({ status: 200, text: async () => text });

/** As text, in UTF-8. @param {string} text */
export const bytes = (text) => new TextEncoder().encode(text);

const { setTimeout } = globalThis;

/** @param {number} milliseconds */
export const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export const never = () => new Promise(() => {});

/**
 * An API with both tokens, no waits, and a `fetch`.
 *
 * @param {Package} powens
 * @param {unknown} fetch
 * @param {object} [options]
 */
export function apiWithFetch({ UsersApi }, fetch, options) {
	const tokens = { usersToken: "users-t0k3n", userToken: "user-t0k3n" };
	return new UsersApi({ domain: "acme", ...tokens, sleep: async () => {}, fetch, ...options });
}

/**
 * An API whose network is a sandbox in this process.
 *
 * @param {Package} powens
 * @param {import("powens-users/sandbox").Sandbox} sandbox
 * @param {object} [options]
 */
export function apiOfSandbox(powens, sandbox, options) {
	const userToken = (/** @type {number} */ userId) => sandbox.userToken(userId);
	return apiWithFetch(powens, sandbox.fetch, { usersToken: sandbox.usersToken, userToken, ...options });
}

/**
 * A `fetch` that plays answers in turn, and fails where there is none.
 *
 * @param {readonly unknown[]} answers
 */
export function play(answers) {
	const left = [...answers];
	const played = { count: 0 };
	const fetch = async () => {
		played.count += 1;
		const next = left.shift();
		if (next === undefined) throw new TypeError("lost");
		return next;
	};
	return { fetch, played };
}

/** A stream that gives pieces and then does as it is told. @param {readonly string[]} pieces @param {"close" | "error" | "stay"} end */
export function streamOf(pieces, end = "close") {
	const left = pieces.map(bytes);
	return new ReadableStream({
		pull(controller) {
			const next = left.shift();
			if (next !== undefined) controller.enqueue(next);
			else if (end === "close") controller.close();
			else if (end === "error") controller.error(new Error("reset"));
			else return new Promise(() => {});
			return undefined;
		},
	});
}

/**
 * How a delete ended: `"done 1"`, or code, effect and attempts.
 *
 * @param {Promise<unknown>} call
 * @param {{ count: number }} played
 */
export async function endOfDelete(call, played) {
	try {
		const value = await call;
		return value === undefined ? `done ${played.count}` : `resolved to ${JSON.stringify(value)}`;
	} catch (error) {
		const { code, effect, attempts } = /** @type {any} */ (error);
		const seen = `${code ?? String(error)} ${effect} ${attempts}`;
		return attempts === played.count ? seen : `${seen}, after ${played.count} requests`;
	}
}

/** Stands in a table of how deletes end for what {@link effectsHere} puts in its place. */
export const REFUSED = "(effect of a refusal)";

/** The same for code and effect of a refusal as if the user were gone, after one that may have answered a second request. */
export const REFUSED_TWICE = "(end of two refusals)";

/**
 * Says what is known by a refusal that may answer the second of two requests of which the first was carried out. A browser sends a
 * request again by itself whose connection broke; Node does not.
 *
 * @param {string} expected
 * @param {import("./runner.mjs").Tools} tools
 */
export function effectsHere(expected, { runtime }) {
	const [one, two] = runtime === "node" ? ["none", "http_status none"] : ["unknown", "delete_unconfirmed unknown"];
	return expected.replace(REFUSED, one).replace(REFUSED_TWICE, two);
}

/** All that can be seen of an error. @param {any} error */
export function everythingOf(error) {
	return [
		String(error),
		error.stack,
		JSON.stringify(error),
		JSON.stringify(Object.getOwnPropertyNames(error).map((name) => error[name])),
		JSON.stringify(error.cause ?? null),
	].join();
}
