// Sends the webhooks to a server, and prints its statuses. Usage: node send.mjs URL
import { exchange } from "./webhooks.mjs";

console.log(JSON.stringify(await exchange(async (path, request) => (await fetch(process.argv[2] + path, request)).status)));
