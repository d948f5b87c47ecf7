// @ts-check
// Pages of the newest Next that call the API, in a project of their own: where one cannot be made at build time, nothing is built.
import { built, lists, people } from "../harness/next.mjs";
import { tools } from "../harness/tools.mjs";

const folder = ".next-data";
const start = built(tools.bin("next"), "next-data", folder);
const name = `Next ${tools.version("next")}`;

export default [lists(name, "next-data", folder, start), people(name, "next-data", start)];
