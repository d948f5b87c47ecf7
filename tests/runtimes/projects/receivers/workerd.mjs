// Runs the example of Workers, and sends it webhooks, one by one, then many at once. Prints what its handlers print, then the report.
// Usage: node workerd.mjs FOLDER
import { Webhooks } from "powens-users";
import { startWorker } from "./bundled-worker.mjs";
import { exchange } from "./webhooks.mjs";

const { url, stop } = await startWorker(process.argv[2]);
const statuses = await exchange(async (path, request) => (await fetch(url + path, request)).status);

// Each of 20 five times at once: what requests of one worker wait for belongs to others of them.
const path = "/powens/user-created";
const webhooks = new Webhooks({ secretKey: process.env.POWENS_WEBHOOK_SECRET });
const many = Array.from({ length: 100 }, (_, index) => {
	const id = 1000 + (index % 20);
	const body = `{"id": ${id}, "signin": "2026-06-01 12:00:00", "id_webhook_data": ${id}}`;
	return fetch(url + path, { method: "POST", headers: webhooks.sign({ path, body }), body });
});
const parallel = [...new Set((await Promise.all(many)).map(({ status }) => status))];
await stop();
console.log(JSON.stringify({ parallel, statuses }));
