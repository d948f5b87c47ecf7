import { exercise } from "/exercise.mjs";
import * as powens from "/node_modules/powens-users/pkg/web.js";
import { report } from "/report.mjs";

report(async (options) => {
	await powens.init();
	return exercise(powens, options);
});
