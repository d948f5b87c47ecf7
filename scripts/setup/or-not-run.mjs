// @ts-check
import { NotRun, Stop } from "../lib/stop.mjs";

/**
 * Waits for an installation whose failure only means that this machine cannot do something.
 *
 * @param {Promise<unknown>} installation
 * @param {string} reason of the {@link NotRun}
 */
export async function orNotRun(installation, reason) {
	try {
		await installation;
	} catch (error) {
		if (!(error instanceof Stop)) throw error;
		console.error(error.message);
		throw new NotRun(reason);
	}
}
