// The calls that give and take back tokens of users.
import { CLIENT_ID, CLIENT_SECRET } from "../state/tokens.js";
import { TEMPORARY_SECONDS } from "../state/world.js";
import { type ApiOptions, requireUserToken } from "./access.js";
import { type ApiCall, empty, json, parametersOf, type Route } from "./call.js";
import { forbidden, invalidValue, notFound } from "./errors.js";

export function authRoutes(options: ApiOptions): readonly Route[] {
	return [
		{ name: "POST /auth/init", path: /^\/2\.0\/auth\/init$/, answer: (call) => init(call, options) },
		{ name: "POST /auth/renew", path: /^\/2\.0\/auth\/renew$/, answer: (call) => renew(call, options) },
		{ name: "DELETE /auth/token", path: /^\/2\.0\/auth\/token$/, answer: (call) => revoke(call, options) },
	];
}

function revoke(call: ApiCall, options: ApiOptions): Response {
	const { user, token } = requireUserToken(call, options);
	options.world.revokeToken(call.told, user.id, token);
	return empty();
}

/** A new user: a permanent one for who has both client id and secret, else a temporary one. */
async function init(call: ApiCall, { world }: ApiOptions): Promise<Response> {
	const parameters = await parametersOf(call, true);
	const given = { client_id: CLIENT_ID, client_secret: CLIENT_SECRET };
	const names = Object.entries(given).filter(([name]) => parameters.has(name));
	for (const [name, expected] of names) if (parameters.text(name) !== expected) throw wrongClient();
	const permanent = names.length === 2;
	const { user, token } = world.createUser(call.told, permanent);
	return json({
		auth_token: token,
		type: permanent ? "permanent" : "temporary",
		id_user: user.id,
		expires_in: permanent ? null : TEMPORARY_SECONDS,
	});
}

/** A permanent token of a user, or of a new user where none is named. */
async function renew(call: ApiCall, { world }: ApiOptions): Promise<Response> {
	const parameters = await parametersOf(call);
	if (parameters.text("grant_type") !== "client_credentials") throw invalidValue("grant_type is to be client_credentials.");
	const clientId = parameters.text("client_id");
	const clientSecret = parameters.text("client_secret");
	const userId = parameters.has("id_user") ? parameters.id("id_user") : null;
	const revokePrevious = parameters.flag("revoke_previous");
	// Not 401, which the documentation keeps for the Authorization header. Before the user is looked up: who has no secret learns nothing.
	if (clientId !== CLIENT_ID || clientSecret !== CLIENT_SECRET) throw wrongClient();
	if (userId === null) return tokenAnswer(world.createUser(call.told, true).token);
	if (world.find(userId) === undefined) throw notFound("There is no user of this id.");
	if (revokePrevious) world.revokeTokens(call.told, userId);
	return tokenAnswer(world.issueToken(call.told, userId, true));
}

function tokenAnswer(token: string): Response {
	return json({ access_token: token, token_type: "Bearer" });
}

const wrongClient = (): Error => forbidden("client_id and client_secret do not match.");
