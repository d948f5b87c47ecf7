// No import map holds in a worker.
import * as powens from "/node_modules/powens-users/pkg/default.js";
import { exercise } from "../exercise.mjs";

addEventListener("message", async ({ data: options }) => {
	try {
		postMessage(await exercise(powens, options));
	} catch (error) {
		postMessage({ error: error.stack });
	}
});
