// Runs what wrangler has bundled for the example of Workers in workerd, and sends it webhooks, one by one, then many at once.
// Prints what its handlers print, what came of the many, and the statuses. Usage: node workerd.mjs FOLDER
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Miniflare } from "miniflare";
import { Webhooks } from "powens-users";
import { exchange } from "./webhooks.mjs";

const [folder] = process.argv.slice(2);
const settings = JSON.parse(readFileSync(join(folder, "wrangler.json"), "utf8"));
const bundle = join(folder, "dist");
const kinds = { js: "esm", wasm: "wasm" };
const kindOf = (name) => kinds[name.split(".").at(-1)];
const modules = readdirSync(bundle).filter((name) => kindOf(name) !== undefined);
const moduleOf = (name) => ({ type: kindOf(name), contents: new Uint8Array(readFileSync(join(bundle, name))) });
const main = modules.find((name) => name.endsWith(".js"));
const objects = settings.durable_objects.bindings;

const miniflare = new Miniflare({
	// Where a request comes from would be fetched from Cloudflare.
	cf: false,
	handleRuntimeStdio: undefined,
	workers: [
		{
			config: {
				name: "worker",
				compatibilityDate: settings.compatibility_date,
				compatibilityFlags: settings.compatibility_flags ?? [],
				manifest: {
					mainModule: main,
					modulesRoot: "/",
					modules: Object.fromEntries(modules.map((name) => [name, moduleOf(name)])),
				},
				exports: Object.fromEntries(objects.map(({ class_name }) => [class_name, { type: "durable-object", storage: "sqlite" }])),
				env: {
					POWENS_WEBHOOK_SECRET: { type: "plain_text", value: process.env.POWENS_WEBHOOK_SECRET },
					...Object.fromEntries(
						objects.map(({ name, class_name }) => [name, { type: "durable-object", worker: "worker", exportName: class_name }]),
					),
				},
			},
		},
	],
});
const url = String(await miniflare.ready).replace(/\/$/, "");
const statuses = await exchange(async (path, request) => (await fetch(url + path, request)).status);

// Each of 20 five times at once: what requests of one worker wait for belongs to others of them.
const path = "/powens/user-created";
const webhooks = new Webhooks({ secretKey: process.env.POWENS_WEBHOOK_SECRET });
const many = Array.from({ length: 100 }, (_, index) => {
	const body = `{"id": ${1000 + (index % 20)}, "id_webhook_data": ${1000 + (index % 20)}}`;
	return fetch(url + path, { method: "POST", headers: webhooks.sign({ path, body }), body });
});
const parallel = await Promise.all(many);
console.log(JSON.stringify({ parallel: { statuses: [...new Set(parallel.map(({ status }) => status))] } }));
console.log(JSON.stringify(statuses));
await miniflare.dispose();
