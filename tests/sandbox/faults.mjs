// @ts-check
// What the tests of faults share: a sandbox that is asked in process or over HTTP, and what a plain client sees of its answers.
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { createSandbox } from "powens-users/sandbox";
import { listen } from "powens-users/sandbox/server";
import { ORIGIN } from "./helpers.mjs";

/** @typedef {import("powens-users/sandbox").Sandbox} Sandbox */
/** @typedef {import("powens-users/sandbox").RequestEntry} RequestEntry */
/** @typedef {import("powens-users/sandbox").FaultRule} FaultRule */
/** @typedef {"in-process" | "http"} Transport */

export const TRANSPORTS = /** @type {const} */ (["in-process", "http"]);
/** Bytes after which nobody reads on. */
const ENOUGH = 50_000;

/**
 * Runs a test against a sandbox, and closes it.
 *
 * @template Result
 * @param {Transport} transport
 * @param {import("powens-users/sandbox").SandboxOptions} options
 * @param {(world: { sandbox: Sandbox, url: string, fetch: typeof fetch, ask: (method: string, path: string, token?: string, init?: RequestInit) => Promise<Response> }) => Promise<Result>} body
 */
export async function inWorld(transport, options, body) {
	const sandbox = createSandbox({ users: 20, ...options });
	const server = transport === "http" ? await listen(sandbox, { port: 0 }) : null;
	const url = server?.url ?? ORIGIN;
	const own = /** @type {typeof fetch} */ (server === null ? sandbox.fetch : fetch);
	try {
		/** @type {Parameters<typeof body>[0]["ask"]} */
		const ask = (method, path, token, init = {}) =>
			own(`${url}${path}`, {
				method,
				redirect: "manual",
				headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
				...init,
			});
		return await body({ sandbox, url, fetch: own, ask });
	} finally {
		sandbox.close();
		await server?.close();
	}
}

/**
 * What a client sees of an answer: its status, type and body, and how it ended: `whole`, `breaks` (the body), `goes on` (beyond what
 * anybody wants to read), or the code of the connection's error.
 *
 * @param {Promise<Response>} asked
 */
export async function see(asked) {
	/** @type {Response} */
	let response;
	try {
		response = await asked;
	} catch (error) {
		const { name, cause } = /** @type {any} */ (error);
		assert.equal(name, "TypeError", String(error));
		return { status: null, type: null, text: "", end: String(cause?.code), headers: new Headers() };
	}
	const { status, headers } = response;
	const type = headers.get("content-type");
	const { text, end } = await readBody(response);
	return { status, type, text, end, headers };
}

/** @param {Response} response */
async function readBody(response) {
	const decoder = new TextDecoder();
	let text = "";
	try {
		for await (const chunk of /** @type {any} */ (response.body ?? [])) {
			text += decoder.decode(chunk, { stream: true });
			if (text.length > ENOUGH) return { text, end: "goes on" };
		}
	} catch {
		return { text, end: "breaks" };
	}
	return { text, end: "whole" };
}

/**
 * The entries of requests, once they have ended; over HTTP that is told a moment later.
 *
 * @param {Sandbox} sandbox
 */
export async function requestsOf(sandbox) {
	for (let round = 0; ; round += 1) {
		const entries = sandbox.record().filter((entry) => entry.kind === "request");
		if (round > 100 || entries.every(({ ended }) => ended !== "pending")) return entries;
		await sleep(10);
	}
}

/** @param {Sandbox} sandbox @param {number} userId */
export function isThere(sandbox, userId) {
	try {
		return sandbox.userToken(userId) !== "";
	} catch {
		return false;
	}
}
