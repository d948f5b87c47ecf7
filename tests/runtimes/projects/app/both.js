// A page of which one part imports the package, and another, older one requires it, each with powens-users/web too.
import * as powens from "powens-users";
import * as web from "powens-users/web";
import { exercise } from "../exercise.mjs";
import { report } from "../report.mjs";
import older from "./older.cjs";
import { assertSame } from "./same.js";

report((options) => {
	// The entry that starts by itself has started the core of all.
	assertSame(powens, web, older.powens, older.web);
	return exercise({ ...powens, PowensError: web.PowensError, Webhooks: older.powens.Webhooks }, options);
});
