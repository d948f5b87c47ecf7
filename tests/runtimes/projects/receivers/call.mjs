// Calls the handler of a function of AWS Lambda, and prints the report. Usage: node call.mjs MODULE
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { request } from "../lambda/function-url.mjs";
import { exchange } from "./webhooks.mjs";

const { handler } = await import(pathToFileURL(resolve(process.argv[2])).href);
const statuses = await exchange(async (path, webhook) => (await request(handler, path, webhook)).status);
console.log(JSON.stringify({ statuses }));
process.exit();
