// @ts-check
// The cases in a page. The address says the runtime, and which cases are chosen.
import * as powens from "powens-users";
import { report } from "../../runtimes/report.mjs";
import { cases } from "../cases.mjs";
import { runCases } from "../runner.mjs";
import { pageTools } from "./page-tools.mjs";

const query = new URLSearchParams(location.search);
const chosen = new RegExp(query.get("only") ?? "");

/** @type {string[]} */
let caught = [];
// In front of the listeners of report.mjs, which would end everything.
for (const type of ["error", "unhandledrejection"]) {
	addEventListener(
		type,
		(event) => {
			event.stopImmediatePropagation();
			event.preventDefault();
			const { reason, message } = /** @type {any} */ (event);
			caught.push(String(reason?.stack ?? reason ?? message));
		},
		true,
	);
}

report(async () => {
	const tools = await pageTools(/** @type {any} */ (query.get("runtime")));
	const results = await runCases(
		cases.filter(({ name }) => chosen.test(name)),
		/** @type {any} */ (powens),
		tools,
		{
			before: (name) => console.log(`case: ${name}`),
			unhandled: () => {
				const before = caught;
				caught = [];
				return before;
			},
		},
	);
	return { results };
});
