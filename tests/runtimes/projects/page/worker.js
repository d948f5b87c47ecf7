// No import map holds in a worker.
import * as powens from "/node_modules/powens-users/pkg/default.js";
import { exercise } from "../exercise.mjs";

addEventListener("message", async ({ data: options }) => {
	try {
		postMessage(await exercise(powens, options));
	} catch (error) {
		// Not every browser has the message in the stack.
		postMessage({ error: `${error}\n${error.stack}` });
	}
});
