// @ts-check
// Next 14, whose `fetch` keeps every answer to a GET for which nobody says otherwise.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { built, lists } from "../harness/next.mjs";
import { askForReport } from "../harness/served.mjs";
import { toolsHome } from "../harness/tools.mjs";

const project = "next-14";
const home = join(toolsHome, project, "node_modules", "next");
const folder = ".next-14";
const start = built(join(home, "dist", "bin", "next"), project, folder);
const name = `Next ${JSON.parse(readFileSync(join(home, "package.json"), "utf8")).version}`;

export default [
	{
		name: `${name}, route handler`,
		project,
		run: async (/** @type {import("../harness/context.mjs").Context} */ context) =>
			askForReport(context, (await start(context)).url, "/exercise"),
	},
	lists(name, project, folder, start),
];
