// @ts-check
// A receiver with a route for each mechanism, and a record of what it did.
import { createReceiver, memoryInbox } from "powens-users/receiver";
import { PATHS, SECRET, TOKEN } from "./signed.mjs";

/** @typedef {import("powens-users/receiver").Receiver} Receiver */
/** @typedef {import("powens-users/receiver").Outcome} Outcome */

/**
 * @param {Partial<import("powens-users/receiver").ReceiverOptions>} [options]
 */
export function recording(options = {}) {
	/** The ids that were handled, in order. @type {(number | null)[]} */
	const handled = [];
	/** @type {Outcome[]} */
	const outcomes = [];
	const state = {
		handled,
		outcomes,
		/** What a handler does besides, such as to fail. */
		meanwhile: async () => {},
	};
	const handle = async (/** @type {{ id: number | null }} */ { id }) => {
		await state.meanwhile();
		handled.push(id);
	};
	const receiver = createReceiver({
		secretKey: SECRET,
		inbox: memoryInbox(),
		routes: {
			[PATHS.created]: { event: "USER_CREATED", handle },
			[PATHS.any]: { handle },
			[PATHS.bearer]: {
				event: "USER_CREATED",
				source: "acme",
				authenticate: { bearer: (userId) => (userId === 42 ? TOKEN : null) },
				handle,
			},
			[PATHS.oauth]: { authenticate: ({ headers }) => headers.get("Authorization") === `Bearer ${TOKEN}`, handle },
		},
		onOutcome: (outcome) => outcomes.push(outcome),
		...options,
	});
	return Object.assign(state, { receiver });
}
