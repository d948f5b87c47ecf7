// @ts-check
import { sharedServers } from "../../tests/receiver/servers/shared.mjs";
import { NotRun } from "../lib/stop.mjs";
import { runNodeTests } from "./node-tests.mjs";

/**
 * Runs tests of the receiver with the servers that they share; where this machine has none of a kind, the line of the stage says
 * that its cases did not run.
 *
 * @param {string} step
 * @param {string} folder relative to the project folder
 */
export async function runWithServers(step, folder) {
	/** @type {Record<string, string>} */
	const env = {};
	/** @type {string[]} */
	const notRun = [];
	/** @type {(() => Promise<void>)[]} */
	const stops = [];
	try {
		for (const [variable, { name, start }] of Object.entries(sharedServers)) {
			try {
				const { urls, stop } = await start();
				stops.push(stop);
				env[variable] = urls.join(" ");
			} catch (error) {
				if (!(error instanceof NotRun)) throw error;
				notRun.push(`${name} not run`);
			}
		}
		const counts = await runNodeTests(step, folder, env);
		return [counts, ...notRun].join(", ");
	} finally {
		for (const stop of stops) await stop();
	}
}
