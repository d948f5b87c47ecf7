// @ts-check
// What serves pages, and what they report to.
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, sep } from "node:path";

/** @type {Record<string, string>} */
const types = {
	".html": "text/html; charset=utf-8",
	".js": "text/javascript; charset=utf-8",
	".mjs": "text/javascript; charset=utf-8",
	".css": "text/css; charset=utf-8",
	".json": "application/json",
	".map": "application/json",
	".wasm": "application/wasm",
};

/**
 * Serves the files of a folder as any web server does.
 *
 * @param {string} folder
 * @param {{ headers?: Record<string, string>, onMissing?: (path: string) => void }} [options]
 */
export function serveFiles(folder, { headers = {}, onMissing } = {}) {
	return listen((request, response) => {
		const { pathname } = new URL(request.url ?? "/", "http://localhost");
		const file = join(folder, decoded(pathname), pathname.endsWith("/") ? "index.html" : "");
		if (!file.startsWith(folder + sep) || !statSync(file, { throwIfNoEntry: false })?.isFile()) {
			if (pathname !== "/favicon.ico") onMissing?.(pathname);
			response.writeHead(404).end();
			return;
		}
		response.writeHead(200, { "Content-Type": types[extname(file)] ?? "application/octet-stream", ...headers });
		createReadStream(file).pipe(response);
	});
}

/** @param {string} path */
function decoded(path) {
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
}

/** Waits for the one report of a page. */
export async function collectReport() {
	/** @type {(outcome: unknown) => void} */
	let resolve = () => {};
	const report = new Promise((settle) => {
		resolve = settle;
	});
	const { url, stop } = await listen(async (request, response) => {
		let text = "";
		try {
			for await (const chunk of request.setEncoding("utf8")) text += chunk;
			response.writeHead(204, { "Access-Control-Allow-Origin": "*" }).end();
			if (request.method === "POST") resolve(JSON.parse(text));
		} catch (error) {
			resolve({ error: `the report cannot be read (${/** @type {Error} */ (error).message}): ${text}` });
		}
	});
	return { url, report, stop };
}

/**
 * @param {import("node:http").RequestListener} listener
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
async function listen(listener) {
	const server = createServer(listener);
	await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", () => resolve(undefined)));
	const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
	const stop = async () => {
		const closed = new Promise((resolve) => server.close(resolve));
		server.closeAllConnections();
		await closed;
	};
	return { url: `http://127.0.0.1:${port}`, stop };
}
