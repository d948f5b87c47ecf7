// Runs what wrangler has bundled for the project in the current folder, in workerd, and prints what it answers.
// Usage: node run.mjs [FOLDER [COMPATIBILITY_DATE]]
import { readdirSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { Miniflare } from "miniflare";

const [folder = "dist", compatibilityDate] = process.argv.slice(2);
const project = pathToFileURL(`${process.cwd()}/`);
const settings = JSON.parse(readFileSync(new URL("wrangler.json", project), "utf8"));
const bundle = new URL(`${folder}/`, project);
const kinds = { js: "esm", wasm: "wasm" };
const kindOf = (name) => kinds[name.split(".").at(-1)];
const modules = readdirSync(bundle).filter((name) => kindOf(name) !== undefined);
const moduleOf = (name) => ({ type: kindOf(name), contents: new Uint8Array(readFileSync(new URL(name, bundle))) });

const miniflare = new Miniflare({
	// Where a request comes from would be fetched from Cloudflare.
	cf: false,
	workers: [
		{
			config: {
				name: "worker",
				compatibilityDate: compatibilityDate ?? settings.compatibility_date,
				compatibilityFlags: settings.compatibility_flags ?? [],
				manifest: {
					mainModule: "worker.js",
					modulesRoot: "/",
					modules: Object.fromEntries(modules.map((name) => [name, moduleOf(name)])),
				},
			},
		},
	],
});
const { SANDBOX_URL: sandbox, SANDBOX_TOKEN: token } = process.env;
const response = await fetch(`${await miniflare.ready}?${new URLSearchParams({ sandbox, token })}`);
const answer = await response.text();
await miniflare.dispose();
if (!response.ok) throw new Error(answer);
console.log(answer);
