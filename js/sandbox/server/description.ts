// What the command prints once it serves.
import type { Sandbox } from "../index.js";
import { DEMO_USER_ID } from "../seed/users.js";
import type { Listening } from "./index.js";
import type { Settings } from "./settings.js";

/** Where things are, and the tokens and secrets for them. */
export function describe(sandbox: Sandbox, server: Listening, settings: Settings, secretKey: string): string {
	const { users } = settings.sandbox;
	const userToken = users > 0 ? sandbox.userToken(DEMO_USER_ID) : null;
	const rows: [string, string | null][] = [
		["Page", settings.page === undefined ? null : `${server.url}/#control=${server.controlToken}`],
		["API", `${server.url}/2.0`],
		["Users token", sandbox.usersToken],
		["User token", userToken && `${userToken}   (user ${DEMO_USER_ID}; likewise for the others)`],
		["Client id", sandbox.clientId],
		["Client secret", sandbox.clientSecret],
		["Configuration", `${sandbox.configurationToken}   (token of /webhooks/auth)`],
		["Control", `${server.controlUrl}`],
		["Control token", server.controlToken],
		["Health", `${server.controlUrl}/health`],
		["Webhook secret", secretKey],
		...sandbox.webhooks.list().map(({ event, url }): [string, string] => ["Webhook", `${event} to ${url}`]),
	];
	const lines = rows.flatMap(([name, value]) => (value === null ? [] : [`  ${name.padEnd(16)}${value}`]));
	return `Powens sandbox with ${users} users, in memory\n\n${lines.join("\n")}\n\nStop it with Ctrl+C.\n`;
}
