// @ts-check
// No token, key or body is ever in an error.
import { equal, ok, rejection } from "./assertions.mjs";
import { everythingOf } from "./mocks.mjs";

/** @typedef {{ headers: Record<string, string> }} Init */

/** A `fetch` that gives away what it was told. @type {readonly ((url: string, init: any) => Promise<unknown>)[]} */
const leaks = [
	async (_url, { headers }) => {
		throw new Error(`bad header ${headers.Authorization}`);
	},
	async (_url, { headers }) => {
		throw headers.Authorization;
	},
	async (_url, { headers: { Authorization } }) => {
		const error = new Error("x", { cause: new Error(Authorization) });
		throw Object.assign(error, { code: Authorization, name: Authorization });
	},
	async (_url, { headers: { Authorization } }) => ({
		status: 400,
		json: async () => ({
			code: Authorization,
			description: Authorization,
			message: `x${Authorization}`,
			request_id: Authorization,
		}),
	}),
	async (_url, { headers: { Authorization } }) => ({
		status: 200,
		json: async () => ({ [Authorization]: { x: 1 }, y: Authorization, users: Authorization }),
	}),
	async (_url, { headers }) => {
		throw new Error(headers["X-CSRF"]);
	},
	async (_url, { headers }) => ({ status: 400, headers: { get: () => headers.Authorization } }),
];

/** @type {import("./runner.mjs").Case[]} */
export default [
	{
		name: "an error holds no token",
		async run({ UsersApi }) {
			for (const fetch of leaks) {
				for (const usersToken of ["s3cr3t-token", async () => "s3cr3t-token"]) {
					const headers = () => ({ "X-CSRF": "csrf-s3cr3t" });
					const api = new UsersApi({ domain: "acme", usersToken, userToken: "other-s3cr3t", headers, maxRetries: 0, fetch });
					const shown = everythingOf(await rejection(api.list()));
					ok(!shown.includes("s3cr3t"), shown);
				}
			}
		},
	},
	{
		name: "the object shows no token",
		run({ UsersApi }) {
			const api = new UsersApi({ domain: "acme", usersToken: "s3cr3t", userToken: "s3cr3t" });
			const properties = Reflect.ownKeys(api).map((key) => String(Reflect.get(api, key)));
			for (const shown of [JSON.stringify(api), String(api), ...properties]) ok(!shown.includes("s3cr3t"), shown);
		},
	},
	{
		name: "foreign texts are cut",
		async run({ UsersApi }) {
			const fetch = async () => ({ status: 400, json: async () => ({ description: "é".repeat(5000) }) });
			const error = await rejection(new UsersApi({ domain: "acme", usersToken: "t", fetch }).list());
			equal(Array.from(error.apiDescription).length, 500);
		},
	},
];
