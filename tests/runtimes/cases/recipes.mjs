// @ts-check
// The recipes of README.md for receivers. Those of frameworks are run with the other cases of these.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { exchange, expected, recipeOf } from "../harness/recipes.mjs";
import { startServer } from "../harness/served.mjs";
import { tools } from "../harness/tools.mjs";

/** @typedef {import("../harness/case-runner.mjs").RuntimeCase} RuntimeCase */
/** @typedef {import("../harness/context.mjs").Context} Context */
/** @typedef {{ name: string, title: string, file: string, before?: string, after?: string }} Recipe */

/**
 * @param {Recipe} recipe
 * @param {(context: Context, file: string, notes: string) => Promise<string>} send
 * @returns {RuntimeCase}
 */
const recipe = ({ name, title, file, before = "", after = "" }, send) => ({
	name: `README's recipe for ${name}`,
	project: "recipes",
	expected,
	run: async (context) => {
		writeFileSync(join(context.folder, file), before + recipeOf(title) + after);
		return exchange(context, file, (notes) => send(context, file, notes));
	},
});

/**
 * @param {(file: string) => string[]} args of the server
 * @returns {(context: Context, file: string, notes: string) => Promise<string>}
 */
const served = (args) => async (context, file, NOTES) =>
	context.runNode("send.mjs", [await startServer(context, process.execPath, args(file), { NOTES })]);

const lambda = { name: "AWS Lambda", title: "AWS Lambda", file: "lambda.mjs" };

const framework = "@google-cloud/functions-framework";
const cloudFunctions = {
	name: `Cloud Functions, ${framework} ${tools.version(framework)}`,
	title: "Cloud Functions",
	file: "cloud-functions.mjs",
	before: `import { http } from "${framework}";\n`,
};

const hono = {
	name: `Hono ${tools.version("hono")}`,
	title: "Hono",
	file: "hono.mjs",
	before: 'import { serve } from "@hono/node-server";\nimport { Hono } from "hono";\n\nconst app = new Hono();\n',
	after: 'serve({ fetch: app.fetch, port: Number(process.env.PORT) }, ({ port }) => console.log("http://localhost:" + port));\n',
};

export default [
	recipe(lambda, ({ runNode }, file, NOTES) => runNode("call.mjs", [file], { env: { NOTES } })),
	recipe(
		cloudFunctions,
		served((file) => [tools.bin(framework, "functions-framework"), "--target", "userCreated", "--source", file]),
	),
	recipe(
		hono,
		served((file) => [file]),
	),
];
