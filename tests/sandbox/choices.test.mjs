// @ts-check
// Each choice where Powens is silent: its values, seen from outside.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createSandbox } from "powens-users/sandbox";
import { open } from "./helpers.mjs";

/** @typedef {import("powens-users/sandbox").SandboxChoices} Choices */
/** @typedef {ReturnType<typeof open>} Opened */

const ME = "/2.0/users/me";

/** @param {Response} response */
const statusAndCode = async (response) => [response.status, (await response.json()).code];

/** What is asked of a sandbox, and what each value of a choice makes of it; the first is the default. */
/** @type {{ [Name in keyof Choices]?: { ask: (opened: Opened) => Promise<unknown>, values: [Choices[Name], unknown][] } }} */
const TABLE = {
	invalidTokenStatus: {
		ask: async ({ ask }) => [
			await statusAndCode(await ask("GET", ME)),
			await statusAndCode(await ask("GET", ME, { token: "nobody" })),
			await statusAndCode(await ask("GET", ME, { token: "sandbox-user-token-999999" })),
		],
		values: [
			[401, Array(3).fill([401, "unauthorized"])],
			[403, Array(3).fill([403, "forbidden"])],
		],
	},
	foreignUserStatus: {
		ask: async ({ ask }) => statusAndCode(await ask("DELETE", "/2.0/users/2", { token: "sandbox-user-token-1" })),
		values: [
			[404, [404, "notFound"]],
			[403, [403, "forbidden"]],
		],
	},
	failedAccounts: {
		// User 60 is one of those in trouble.
		ask: async ({ sandbox }) => sandbox.sync(60)[0]?.accounts,
		values: [
			["empty", []],
			["null", null],
		],
	},
	deletedUserStatus: {
		ask: async ({ sandbox, ask }) => {
			const { token } = sandbox.createUser();
			for (const each of [token, "sandbox-user-token-1"]) assert.equal((await ask("DELETE", ME, { token: each })).status, 204);
			return [
				await statusAndCode(await ask("DELETE", ME, { token })),
				await statusAndCode(await ask("DELETE", ME, { token: "sandbox-user-token-1" })),
				await statusAndCode(await ask("DELETE", ME, { token: "nobody" })),
			];
		},
		values: [
			[401, Array(3).fill([401, "unauthorized"])],
			[
				403,
				[
					[403, "forbidden"],
					[403, "forbidden"],
					[401, "unauthorized"],
				],
			],
			[
				404,
				[
					[404, "notFound"],
					[404, "notFound"],
					[401, "unauthorized"],
				],
			],
		],
	},
	deleteAnswer: {
		ask: async ({ sandbox, ask }) => {
			const before = await (await ask("GET", ME, { token: sandbox.userToken(1) })).json();
			const response = await ask("DELETE", ME, { token: sandbox.userToken(1) });
			assert.throws(() => sandbox.userToken(1), RangeError);
			const text = await response.text();
			const keys = text === "" ? [] : Object.keys(JSON.parse(text));
			return [response.status, text === JSON.stringify(before), keys.includes("id") || keys.includes("code"), text === ""];
		},
		values: [
			["empty", [204, false, false, true]],
			["user", [200, true, true, false]],
			["object", [200, false, false, false]],
		],
	},
	listTotal: {
		ask: async ({ sandbox, ask }) => [
			Object.keys(await (await ask("GET", "/2.0/users", { token: sandbox.usersToken })).json()),
			Object.keys(await (await ask("GET", "/2.0/users?limit=1", { token: sandbox.usersToken })).json()),
		],
		values: [
			[
				true,
				[
					["users", "total"],
					["users", "total", "_links"],
				],
			],
			[false, [["users"], ["users", "_links"]]],
		],
	},
	listPages: {
		ask: async ({ sandbox, ask }) => {
			const lists = ["?limit=5", "?offset=18", "?limit=x"].map(async (query) => {
				const body = await (await ask("GET", `/2.0/users${query}`, { token: sandbox.usersToken })).json();
				return [body.users?.length ?? body.code, "_links" in body];
			});
			return Promise.all(lists);
		},
		values: [
			[
				true,
				[
					[5, true],
					[2, true],
					["invalidValue", false],
				],
			],
			[
				false,
				[
					[20, false],
					[20, false],
					[20, false],
				],
			],
		],
	},
	listTemporary: {
		ask: async ({ sandbox, list, renew }) => {
			const { id } = sandbox.createUser({ permanent: false });
			const lengths = [(await list()).length];
			await renew({ id_user: id });
			return [...lengths, (await list()).length];
		},
		values: [
			[true, [21, 21]],
			[false, [20, 21]],
		],
	},
	requestId: {
		ask: async ({ ask }) => {
			const response = await ask("GET", ME);
			const { request_id: id } = await response.json();
			const header = response.headers.get("x-request-id") ?? "";
			return [
				id === null ? "null" : Number.isSafeInteger(id) ? "integer" : typeof id,
				id === null || String(id) === header,
				header !== "",
			];
		},
		values: [
			["text", ["string", true, true]],
			["integer", ["integer", true, true]],
			["null", ["null", true, true]],
		],
	},
	rateLimitCode: {
		ask: async ({ ask }) => {
			await ask("GET", ME);
			return statusAndCode(await ask("GET", ME));
		},
		values: [
			["tooManyRequests", [429, "tooManyRequests"]],
			["rateLimited", [429, "rateLimited"]],
			["constructor", [429, "constructor"]],
		],
	},
};

for (const [name, { ask, values }] of Object.entries(TABLE)) {
	const callsPerMinute = name === "rateLimitCode" ? 1 : null;
	const users = name === "failedAccounts" ? 100 : 20;
	test(`${name}: the default is ${JSON.stringify(values[0]?.[0])}`, async () => {
		assert.deepEqual(await ask(open({ users, callsPerMinute })), values[0]?.[1]);
		assert.deepEqual(await ask(open({ users, callsPerMinute, choices: { [name]: undefined } })), values[0]?.[1]);
	});
	for (const [value, expected] of values) {
		test(`${name}: ${JSON.stringify(value)}`, async () => {
			assert.deepEqual(await ask(open({ users, callsPerMinute, choices: { [name]: value } })), expected);
		});
	}
}

test("refuses names that are no choice, and values that are not allowed, naming them", async (t) => {
	/** @type {Record<string, unknown[]>} */
	const wrong = {
		invalidTokenStatus: [404, "401", null],
		foreignUserStatus: [401, 200],
		deletedUserStatus: [204, "404"],
		deleteAnswer: ["none", true],
		listTotal: ["yes", 0, null],
		listPages: [1],
		listTemporary: ["true"],
		requestId: ["hex", null],
		rateLimitCode: ["", 429, "two words", null],
		signedEndpoint: ["url"],
		retryDate: ["old"],
		webhookText: ["ascii"],
		gzipSigned: [true],
		webhookDataId: ["user"],
		webhookTimeoutMs: [0, -1, 1.5, Number.POSITIVE_INFINITY, "10"],
		webhookRunEveryMs: [0, Number.NaN],
		oauthBody: ["xml"],
		deletedUserConnections: ["yes"],
		userSyncedTotal: [1],
	};
	for (const [name, values] of Object.entries(wrong)) {
		for (const value of values) {
			await t.test(`${name}: ${String(value)}`, () => {
				const choices = /** @type {any} */ ({ [name]: value });
				assert.throws(() => createSandbox({ choices }), { name: "RangeError", message: new RegExp(`^choices\\.${name}: `) });
			});
		}
	}
	for (const name of ["deleteanswer", "toString", "constructor", ""]) {
		await t.test(`no choice: ${name}`, () => {
			assert.throws(() => createSandbox({ choices: { [name]: 1 } }), { name: "RangeError", message: /^choices: / });
		});
	}
	for (const choices of /** @type {any[]} */ (["x", 1, null, []])) {
		assert.throws(() => createSandbox({ choices }), { name: "RangeError", message: /^choices: / });
	}
});
