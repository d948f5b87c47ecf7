// @ts-check
// What the tests of the sandbox share.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { createSandbox } from "powens-users/sandbox";

export const ORIGIN = "https://acme-sandbox.biapi.pro";
export const DEMO_USER = 1;

/**
 * A sandbox, and a short way to ask it.
 *
 * @param {import("powens-users/sandbox").SandboxOptions} [options]
 */
export function open(options = { users: 20 }) {
	const sandbox = createSandbox(options);
	/**
	 * @param {string} method
	 * @param {string} path
	 * @param {{ token?: string, headers?: Record<string, string>, body?: BodyInit }} [request]
	 */
	const ask = (method, path, { token, headers = {}, body } = {}) =>
		sandbox.fetch(`${ORIGIN}${path}`, {
			method,
			headers: { ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }), ...headers },
			...(body === undefined ? {} : { body }),
		});
	/** @param {Record<string, unknown>} [changes] */
	const renew = (changes = {}) =>
		ask("POST", "/2.0/auth/renew", {
			headers: { "Content-Type": "application/json" },
			body: JSON.stringify({
				grant_type: "client_credentials",
				client_id: sandbox.clientId,
				client_secret: sandbox.clientSecret,
				id_user: DEMO_USER,
				...changes,
			}),
		});
	/** @param {Record<string, unknown>} [body] Without one a temporary user is made. */
	const init = async (body) =>
		ask("POST", "/2.0/auth/init", {
			...(body === undefined ? {} : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
		});
	const list = async () => (await (await ask("GET", "/2.0/users", { token: sandbox.usersToken })).json()).users;
	return { sandbox, ask, renew, init, list };
}

/**
 * That an answer is an error, complete and as documented.
 *
 * @param {Response} response
 * @param {number} status
 * @param {string} code
 * @returns {Promise<{ code: string, description: string, message: string | null, request_id: string }>}
 */
export async function assertError(response, status, code) {
	const answer = await response.text();
	assert.equal(response.status, status, answer);
	const body = JSON.parse(answer);
	assert.deepEqual(Object.keys(body), ["code", "description", "message", "request_id"]);
	assert.equal(body.code, code);
	assert.ok(body.description.length > 0);
	assert.ok(body.message === null || body.message.length > 0);
	assert.match(body.request_id, /^[0-9a-f]{32}$/);
	assert.equal(response.headers.get("x-request-id"), body.request_id);
	assert.match(response.headers.get("content-type") ?? "", /^application\/json\b/);
	assert.equal(response.headers.get("cache-control"), "no-store");
	return body;
}

/**
 * Runs a module of its own in a process of its own, which has to end by itself within five seconds.
 *
 * @param {string} source
 * @returns {Promise<{ code: number | null, stdout: string, stderr: string }>}
 */
export async function runScript(source) {
	const child = spawn(process.execPath, ["--input-type=module", "--eval", source], { timeout: 5000 });
	const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
	return { code, stdout, stderr };
}
