// @ts-check
// How every command of this project ends when it cannot go on: one plain message, no stack, a non-zero status.

/** What the reader can do something about: its message is shown as it is. */
export class Stop extends Error {
	/** @override */
	name = "Stop";
}

/** What this machine cannot do, and why: the first line is the reason, for the summary; more may follow on what to do. */
export class NotRun extends Stop {
	/** @override */
	name = "NotRun";
}

/**
 * Runs a command's body and turns a failure into a message and exit status 1.
 *
 * @param {() => Promise<void>} body
 */
export async function command(body) {
	try {
		await body();
	} catch (error) {
		// Any other error is a defect of the scripts: its stack is what helps.
		console.error(error instanceof Stop ? `\n${error.message}` : error);
		process.exitCode = 1;
	}
}
