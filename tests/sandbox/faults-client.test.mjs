// @ts-check
// The special users, each of whom fails in one way: what UsersApi says of their calls, against what really happened.
import assert from "node:assert/strict";
import { test } from "node:test";
import { UsersApi } from "powens-users";
import { inWorld, isThere, requestsOf, see, TRANSPORTS } from "./faults.mjs";

/** @typedef {import("powens-users/sandbox").ApiFaultName} ApiFaultName */
/** @typedef {import("powens-users/sandbox").Performs} Performs */

const FIRST = 9_000_001;

/**
 * Codes of a get and of a delete, and the effect that the client states of the delete; "ok" is a success. By one attempt.
 *
 * @type {readonly (readonly [fault: ApiFaultName, performs: Performs, get: string, remove: string, effect: "none" | "unknown" | null])[]}
 */
const SPECIAL_USERS = [
	["latency", "before", "ok", "ok", null],
	["latency", "after", "timeout", "timeout", "unknown"],
	["refused", "never", "network", "network", "unknown"],
	["reset", "never", "network", "network", "unknown"],
	["reset", "before", "network", "network", "unknown"],
	["reset", "after", "network", "network", "unknown"],
	["reset_in_body", "before", "network", "delete_unconfirmed", "unknown"],
	["truncated_json", "before", "invalid_json", "delete_unconfirmed", "unknown"],
	["html_503", "never", "http_status", "http_status", "unknown"],
	["html_503", "before", "http_status", "http_status", "unknown"],
	["sign_in_page", "never", "invalid_json", "delete_unconfirmed", "unknown"],
	["wrong_content_type", "before", "ok", "ok", null],
	["too_many_requests", "never", "http_status", "http_status", "none"],
	["wrong_types", "never", "invalid_shape", "delete_unconfirmed", "unknown"],
	["other_user", "never", "id_mismatch", "id_mismatch", "unknown"],
	["huge_body", "never", "too_large", "delete_unconfirmed", "unknown"],
	["endless_body", "never", "timeout", "delete_unconfirmed", "unknown"],
	["redirect", "never", "redirect", "redirect", "none"],
	["redirect_see_other", "before", "redirect", "redirect", "unknown"],
	["error_500", "never", "http_status", "http_status", "unknown"],
	["error_500", "before", "http_status", "http_status", "unknown"],
];

/** @param {import("powens-users/sandbox").Sandbox} sandbox @param {string} url @param {typeof globalThis.fetch} fetch */
const apiOf = (sandbox, url, fetch, maxRetries = 0) =>
	new UsersApi({
		baseUrl: `${url}/2.0`,
		usersToken: sandbox.usersToken,
		userToken: (userId) => `sandbox-user-token-${userId}`,
		fetch,
		maxRetries,
		timeoutMs: 1_500,
	});

/** @param {Promise<unknown>} called */
async function outcomeOf(called) {
	try {
		await called;
		return { code: "ok", effect: null };
	} catch (error) {
		const { code, effect } = /** @type {any} */ (error);
		return { code, effect };
	}
}

for (const transport of TRANSPORTS) {
	test(`UsersApi reports each special user truthfully, ${transport}`, { concurrency: true }, async (t) => {
		const tests = SPECIAL_USERS.map(([fault, performs, get, remove, effect], index) =>
			t.test(`${FIRST + index}: ${fault}, ${performs}`, () =>
				inWorld(transport, {}, async ({ sandbox, url, fetch }) => {
					const id = FIRST + index;
					const api = apiOf(sandbox, url, fetch);
					assert.deepEqual(await outcomeOf(api.get(id)), { code: get, effect: null });
					assert.deepEqual(await outcomeOf(api.delete(id)), { code: remove, effect });
					// Late work of a moment; that of a minute is not waited for.
					await new Promise((resolve) => setTimeout(resolve, 100));
					const entries = await requestsOf(sandbox);
					assert.deepEqual(
						entries.map((entry) => [entry.method, entry.fault, entry.userId]),
						[
							["GET", fault, id],
							["DELETE", fault, id],
						],
					);
					const isLater = fault === "latency" && performs === "after";
					const isErased = performs !== "never" && !isLater;
					assert.deepEqual(entries[1]?.changes, isErased ? [{ type: "user_deleted", userId: id }] : []);
					assert.equal(isThere(sandbox, id), !isErased);
				}),
			),
		);
		await Promise.all(tests);
	});
}

test("there is no further one, and each fault of an answer has one", async () => {
	await inWorld("in-process", {}, async ({ sandbox }) => {
		assert.equal(isThere(sandbox, FIRST - 1), false);
		for (const index of SPECIAL_USERS.keys()) assert.equal(isThere(sandbox, FIRST + index), true);
		assert.equal(isThere(sandbox, FIRST + SPECIAL_USERS.length), false);
		const faults = new Set(SPECIAL_USERS.map(([fault]) => fault));
		assert.equal(faults.size, 16);
	});
});

test("a delete that was done and hidden is known by the retry, whose user is gone", async () => {
	await inWorld("in-process", {}, async ({ sandbox, url, fetch }) => {
		const id = FIRST + SPECIAL_USERS.findIndex(([fault, performs]) => fault === "reset" && performs === "before");
		const outcome = await outcomeOf(apiOf(sandbox, url, fetch, 1).delete(id));
		assert.deepEqual(outcome, { code: "delete_unconfirmed", effect: "unknown" });
		const entries = await requestsOf(sandbox);
		assert.deepEqual(
			entries.map(({ fault, status, changes }) => [fault, status, changes.length]),
			[
				["reset", null, 1],
				[null, 401, 0],
			],
		);
	});
});

test("special users are in no list, deleted for good, and back after a reset", async () => {
	await inWorld("in-process", {}, async ({ sandbox, ask, url, fetch }) => {
		const id = FIRST + SPECIAL_USERS.findIndex(([fault]) => fault === "wrong_content_type");
		const api = apiOf(sandbox, url, fetch);
		const before = (await api.list()).users;
		assert.ok(before.every((user) => user.id < FIRST));
		const snapshot = sandbox.snapshot();
		await api.delete(id);
		assert.equal((await api.list()).users.length, before.length);
		assert.equal((await ask("GET", `/2.0/users/${id}`, `sandbox-user-token-${id}`)).status, 401);
		const gone = sandbox.snapshot();
		sandbox.restore(snapshot);
		assert.equal(isThere(sandbox, id), true);
		sandbox.restore(gone);
		assert.equal(isThere(sandbox, id), false);
		sandbox.reset();
		assert.equal(isThere(sandbox, id), true);
	});
});

test("only what asks for a special user by that user's token fails, and no rule applies to it", async () => {
	const id = FIRST + SPECIAL_USERS.findIndex(([fault, performs]) => fault === "error_500" && performs === "never");
	const token = `sandbox-user-token-${id}`;
	const rules = [/** @type {const} */ ({ fault: "html_503", performs: "never" })];
	await inWorld("in-process", { faults: { rules } }, async ({ sandbox, ask }) => {
		/** @type {[method: string, path: string, token: string | undefined, status: number][]} */
		const cases = [
			["GET", `/2.0/users/${id}`, token, 500],
			["GET", "/2.0/users/me", token, 500],
			["DELETE", "/2.0/users/me", token, 500],
			["HEAD", `/2.0/users/${id}?all`, token, 500],
			["GET", "/2.0/users/1", token, 404],
			["GET", "/2.0/users", token, 403],
			["GET", `/2.0/users/${id}`, "sandbox-user-token-1", 503],
			["GET", `/2.0/users/${id}`, sandbox.usersToken, 503],
			["GET", `/2.0/users/${id}`, undefined, 503],
			["DELETE", "/2.0/auth/token", token, 204],
		];
		for (const [method, path, sent, status] of cases) {
			assert.equal((await see(ask(method, path, sent))).status, status, `${method} ${path} ${sent}`);
		}
	});
});

test("a token that was issued for a special user is that user's too", async () => {
	await inWorld("in-process", {}, async ({ sandbox, ask }) => {
		const body = new URLSearchParams({
			grant_type: "client_credentials",
			client_id: sandbox.clientId,
			client_secret: sandbox.clientSecret,
			id_user: String(FIRST + 8),
		});
		const renewed = await (await ask("POST", "/2.0/auth/renew", undefined, { headers: {}, body })).json();
		assert.equal((await see(ask("GET", "/2.0/users/me", renewed.access_token))).status, 503);
	});
});
