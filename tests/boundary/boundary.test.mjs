// @ts-check
// The cases in Node, against the packed package. BOUNDARY picks those whose names match.
import { test } from "node:test";
import { loadEntry } from "../package/packed-entry.mjs";
import { projectFolder } from "../package/packed-project.mjs";
import { cases } from "./cases.mjs";
import { nodeTools } from "./node-tools.mjs";
import { runCase, whyNot } from "./runner.mjs";

const tools = nodeTools(await projectFolder());
const powens = /** @type {import("./runner.mjs").Package} */ (/** @type {unknown} */ (await loadEntry()));
const chosen = new RegExp(process.env.BOUNDARY ?? "");

for (const case_ of cases.filter(({ name }) => chosen.test(name))) {
	test(case_.name, { skip: whyNot(case_, tools.runtime) ?? false }, () => runCase(case_, powens, tools));
}
