// @ts-check
// What the tests of recipes share.
import { Webhooks } from "powens-users";
import { NotRun } from "../../scripts/lib/stop.mjs";
import { sharedServer } from "../receiver/servers/shared.mjs";

export const secretKey = "the secret of the recipes";
const webhooks = new Webhooks({ secretKey });

/**
 * A server of this run, or the reason why there is none, for `skip`.
 *
 * @param {string} variable
 * @returns {Promise<{ url: string, skip: false, stop: () => Promise<void> } | { url: "", skip: string, stop: () => Promise<void> }>}
 */
export async function serverOrReason(variable) {
	try {
		const { urls, stop } = await sharedServer(variable);
		return { url: urls[0] ?? "", skip: false, stop };
	} catch (error) {
		if (error instanceof NotRun) return { url: "", skip: error.message, stop: async () => {} };
		throw error;
	}
}

/**
 * A request as Powens sends it.
 *
 * @param {string} path
 * @param {object} payload
 * @param {string} [origin]
 */
export function signed(path, payload, origin = "https://app.example") {
	const body = JSON.stringify(payload);
	return new Request(origin + path, { method: "POST", headers: webhooks.sign({ path, body }), body });
}

/**
 * Asks again until the answer is yes.
 *
 * @param {string} what for the message
 * @param {() => unknown} condition
 * @param {number} [timeoutMs]
 */
export async function until(what, condition, timeoutMs = 20_000) {
	const end = performance.now() + timeoutMs;
	while (!(await condition())) {
		if (performance.now() > end) throw new Error(`In ${timeoutMs} ms it did not come to this: ${what}.`);
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}
