// @ts-check
// What there is in a page alone: an origin.
import { contains, equal, rejection } from "./assertions.mjs";

/** @type {import("./runner.mjs").Case[]} */
export default [
	{
		name: "a path is one of this page's origin",
		async run({ UsersApi }) {
			const fetch = async (/** @type {string} */ url) => ({ status: 200, text: async () => JSON.stringify({ users: [], url }) });
			const api = new UsersApi({ baseUrl: "/powens/2.0/", usersToken: null, fetch });
			equal((await api.list()).url, `${location.origin}/powens/2.0/users`);
		},
	},
	{
		name: "a network failure names the origin of the page",
		async run({ UsersApi }) {
			const fetch = () => Promise.reject(new TypeError("Failed to fetch"));
			const api = new UsersApi({ domain: "acme", usersToken: "t", maxRetries: 0, fetch });
			const error = await rejection(api.list());
			equal(error.code, "network");
			contains(error.message, "biapi.allowed_origins");
			contains(error.message, location.origin);
		},
	},
];
