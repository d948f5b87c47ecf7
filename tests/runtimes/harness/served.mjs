// @ts-check
// Servers that frameworks have built: started, and asked by the network.
import { createServer } from "node:net";

/** @typedef {import("./context.mjs").Context} Context */
/** @typedef {import("./case-runner.mjs").RuntimeCase} RuntimeCase */

/** A server that was only started may compile before it answers. */
const ANSWER_MS = 90_000;

/**
 * Asks a server for the report of exercise.mjs.
 *
 * @param {Context} context
 * @param {string} url
 * @param {string} path
 */
export function askForReport({ sandbox }, url, path) {
	return ask(`${url}${path}?${new URLSearchParams({ sandbox: sandbox.baseUrl, token: sandbox.usersToken })}`);
}

/**
 * @param {string} url
 * @param {RequestInit} [init]
 * @returns {Promise<string>} what it answers
 */
export async function ask(url, init) {
	const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS), ...init });
	const text = await answer.text();
	if (!answer.ok) throw new Error(`${new URL(url).pathname} was answered with ${answer.status}: ${text.slice(0, 500)}`);
	return text;
}

/**
 * Starts a server that takes its port from the environment.
 *
 * @param {Context} context
 * @param {string} program
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Promise<string>} its url
 */
export async function startServer(context, program, args, env) {
	return (await startPrintingServer(context, program, args, env)).url;
}

/**
 * The same, with what it has printed.
 *
 * @param {Context} context
 * @param {string} program
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env]
 */
export async function startPrintingServer({ background }, program, args, env = {}) {
	const port = await freePort();
	const place = { PORT: String(port), HOST: "127.0.0.1" };
	// Whatever it prints first, it prints when it listens.
	const { printed } = await background(program, args, { env: { ...place, ...env }, until: new RegExp(`:${port}\\b`) });
	return { url: `http://127.0.0.1:${port}`, printed };
}

/** A port that is free now; some servers take no 0 for "any". */
async function freePort() {
	const server = createServer();
	await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
	const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
	await new Promise((resolve) => server.close(resolve));
	return port;
}
