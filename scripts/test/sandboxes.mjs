// @ts-check
import { pathToFileURL } from "node:url";
import { inProject } from "../lib/paths.mjs";

/**
 * Where the last two were: their addresses are compiled into tests, which need not be compiled anew where these stay.
 */
let ports = [0, 0];

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
	const sandboxes = [createSandbox(), createSandbox({ allowedOrigins: ["https://console.example"] })];
	/** @type {{ url: string, port: number, close: () => Promise<void> }[]} */
	const servers = [];
	for (const [index, sandbox] of sandboxes.entries()) {
		// Somebody else may have taken the port meanwhile.
		const again = listen(sandbox, { port: ports[index] });
		servers.push(await again.catch(() => listen(sandbox, { port: 0 })));
	}
	ports = servers.map(({ port }) => port);
	try {
		const [sandbox = "", refusing = ""] = servers.map(({ url }) => url);
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
