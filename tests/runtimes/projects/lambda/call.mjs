// Prints what the handler of a function answers. Usage: node call.mjs MODULE PATH?QUERY
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { request } from "./function-url.mjs";

const [module, target] = process.argv.slice(2);
const { handler } = await import(pathToFileURL(resolve(module)).href);
const { status, text } = await request(handler, target);
if (status !== 200) throw new Error(`It answered ${status}: ${text}`);
console.log(text);
// As the platform does with what a handler has left open.
process.exit();
