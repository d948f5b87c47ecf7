// Where the examples find the API, by environment variables:
//   POWENS_DOMAIN       a real domain, such as acme-sandbox; without it, the embedded sandbox at POWENS_BASE_URL
//   POWENS_BASE_URL     default http://127.0.0.1:8787/2.0, which is where `npm start` puts the sandbox
//   POWENS_USERS_TOKEN  the users token of the domain; the sandbox has a fixed one
//   POWENS_USER_TOKEN   the token of the user to get or delete; on the sandbox it is obtained as a server would
import { UsersApi } from "powens-users";

const { POWENS_DOMAIN: domain, POWENS_USERS_TOKEN, POWENS_USER_TOKEN } = process.env;
const baseUrl = process.env.POWENS_BASE_URL ?? "http://127.0.0.1:8787/2.0";

/** The sandbox hands out user tokens as Powens does: to a server that knows the client's secret. */
async function renewUserToken(userId) {
	const response = await fetch(`${baseUrl}/auth/renew`, {
		method: "POST",
		headers: { "Content-Type": "application/json" },
		body: JSON.stringify({
			grant_type: "client_credentials",
			client_id: "sandbox-client-id",
			client_secret: "sandbox-client-secret",
			id_user: userId,
		}),
	});
	const body = await response.json();
	if (!response.ok) throw new Error(`POST /auth/renew was answered with ${response.status} (${body.code})`);
	return body.access_token;
}

/** A `UsersApi` of a real domain or of the sandbox. */
export function connect() {
	if (domain !== undefined) return new UsersApi({ domain, usersToken: POWENS_USERS_TOKEN, userToken: POWENS_USER_TOKEN });
	return new UsersApi({
		baseUrl,
		usersToken: POWENS_USERS_TOKEN ?? "sandbox-users-token",
		userToken: POWENS_USER_TOKEN ?? renewUserToken,
	});
}

/** The user id on the command line. */
export function userIdArgument(usage) {
	const [, , text] = process.argv;
	if (text === "me") return text;
	if (text !== undefined && /^[1-9]\d*$/.test(text)) return Number(text);
	console.error(`Usage: ${usage}`);
	process.exit(2);
}
