// @ts-check
// An Express application that serverless-http makes a function of AWS Lambda.
import { tools } from "../harness/tools.mjs";

/** @type {import("../harness/case-runner.mjs").RuntimeCase[]} */
export default [
	{
		name: `serverless-http ${tools.version("serverless-http")}, Express ${tools.version("express")}, by function URL`,
		project: "serverless",
		run: ({ runNode }) => runNode("run.mjs"),
	},
];
