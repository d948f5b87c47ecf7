// What wrangler has bundled, in workerd.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Miniflare } from "miniflare";

const kinds = { js: "esm", wasm: "wasm" };
const kindOf = (name) => kinds[name.split(".").at(-1)];

/**
 * @param folder with wrangler.json, which names the objects, and the bundle in `dist`
 * @param state where the objects are stored; none: gone with the worker
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function startWorker(folder, state) {
	const settings = JSON.parse(readFileSync(join(folder, "wrangler.json"), "utf8"));
	const bundle = join(folder, "dist");
	const modules = readdirSync(bundle).filter((name) => kindOf(name) !== undefined);
	const moduleOf = (name) => ({ type: kindOf(name), contents: new Uint8Array(readFileSync(join(bundle, name))) });
	const objects = settings.durable_objects.bindings;
	const exported = objects.map(({ class_name }) => [class_name, { type: "durable-object", storage: "sqlite" }]);
	const bound = objects.map(({ name, class_name }) => [
		name,
		{ type: "durable-object", worker: "worker", exportName: class_name },
	]);
	const secret = { type: "text", value: process.env.POWENS_WEBHOOK_SECRET ?? "" };
	const config = {
		name: "worker",
		compatibilityDate: settings.compatibility_date,
		compatibilityFlags: settings.compatibility_flags ?? [],
		manifest: {
			mainModule: modules.find((name) => name.endsWith(".js")),
			modulesRoot: "/",
			modules: Object.fromEntries(modules.map((name) => [name, moduleOf(name)])),
		},
		exports: Object.fromEntries(exported),
		env: { POWENS_WEBHOOK_SECRET: secret, ...Object.fromEntries(bound) },
	};
	// Where a request comes from would be fetched from Cloudflare.
	const miniflare = new Miniflare({ cf: false, resourcePersistencePath: state, workers: [{ config }] });
	const url = String(await miniflare.ready).replace(/\/$/, "");
	// Ends workerd by SIGKILL.
	return { url, stop: () => miniflare.dispose() };
}
