// @ts-check
import { pathToFileURL } from "node:url";
import { inProject } from "../lib/paths.mjs";

/**
 * Starts two sandboxes for the time of `body`: one that serves the pages of this machine, and one that refuses them.
 *
 * @template T
 * @param {(urls: { sandbox: string, refusing: string }) => Promise<T>} body
 * @returns {Promise<T>}
 */
export async function withSandboxes(body) {
	const { createSandbox } = await built("sandbox.js");
	const { listen } = await built("sandbox-server.js");
	const servers = [
		await listen(createSandbox(), { port: 0 }),
		await listen(createSandbox({ allowedOrigins: ["https://console.example"] }), { port: 0 }),
	];
	try {
		const [sandbox, refusing] = servers.map(({ url }) => url);
		return await body({ sandbox, refusing });
	} finally {
		for (const server of servers) await server.close();
	}
}

/**
 * Imported late: the build makes it.
 *
 * @param {string} name
 */
function built(name) {
	return import(pathToFileURL(inProject("pkg", name)).href);
}
