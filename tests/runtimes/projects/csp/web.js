import { exercise } from "/exercise.mjs";
import * as powens from "/node_modules/powens-users/pkg/web.js";
import { initStreaming, report } from "/report.mjs";

report(async (options) => {
	await initStreaming(powens.init);
	return exercise(powens, options);
});
