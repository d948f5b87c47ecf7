// @ts-check
// Where the sandbox of a soak runs: in this process, or behind HTTP in one of its own, so that each has an event loop for itself.
import { fork } from "node:child_process";
import { once } from "node:events";
import { createSandbox } from "powens-users/sandbox";

/** @typedef {import("powens-users/sandbox").SandboxOptions} SandboxOptions */
/** @typedef {import("powens-users/sandbox").RecordEntry} RecordEntry */

/**
 * @typedef {object} World
 * @property {string} baseUrl
 * @property {typeof fetch | undefined} fetch
 * @property {() => Promise<RecordEntry[]>} record
 * @property {() => Promise<void>} close
 */

/** @typedef {"in-process" | "http"} Transport */

/**
 * @param {Transport} transport
 * @param {SandboxOptions} options
 * @returns {Promise<World>}
 */
export async function openWorld(transport, options) {
	if (transport === "http") return openServer(options);
	const sandbox = createSandbox(options);
	return {
		baseUrl: "https://acme-sandbox.biapi.pro/2.0",
		fetch: /** @type {any} */ (sandbox.fetch),
		record: async () => sandbox.record(),
		close: async () => sandbox.close(),
	};
}

/** @param {SandboxOptions} options @returns {Promise<World>} */
async function openServer(options) {
	const child = fork(new URL("server.mjs", import.meta.url), [JSON.stringify(options)], { serialization: "advanced" });
	const answer = async () => {
		const [message] = await Promise.race([
			once(child, "message"),
			once(child, "exit").then(([code]) => {
				throw new Error(`The server of the soak ended by itself (${code}).`);
			}),
		]);
		return message;
	};
	const { url } = await answer();
	return {
		baseUrl: `${url}/2.0`,
		fetch: undefined,
		record: () => {
			child.send("record");
			return answer();
		},
		close: async () => {
			child.send("close");
			await once(child, "exit");
		},
	};
}
