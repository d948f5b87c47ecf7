// A page of which one part imports the entry that starts by itself, and another the one that waits for `init`.
import * as powens from "powens-users";
import * as web from "powens-users/web";
import { exercise } from "../exercise.mjs";
import { report } from "../report.mjs";
import { assertSame } from "./same.js";

report(async (options) => {
	await web.init();
	assertSame(powens, web);
	return exercise({ ...powens, PowensError: web.PowensError }, options);
});
