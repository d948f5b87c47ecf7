// The calls that give and take back tokens of users.
import { CLIENT_ID, CLIENT_SECRET } from "../state/tokens.js";
import { TEMPORARY_SECONDS } from "../state/world.js";
import { type ApiApp, type ApiContext, type ApiOptions, limitBody, refuseOtherMethods, requireUserToken } from "./context.js";
import { forbidden, invalidValue, notFound } from "./errors.js";
import { Parameters } from "./parameters.js";

export function addAuth(app: ApiApp, options: ApiOptions): void {
	app.post("/2.0/auth/init", limitBody, (c) => init(c, options));
	refuseOtherMethods(app, "/2.0/auth/init", "POST");
	app.post("/2.0/auth/renew", limitBody, (c) => renew(c, options));
	refuseOtherMethods(app, "/2.0/auth/renew", "POST");
	app.delete("/2.0/auth/token", (c) => {
		const { user, token } = requireUserToken(c, options);
		options.world.revokeToken(c.env.told, user.id, token);
		return c.body(null, 204);
	});
	refuseOtherMethods(app, "/2.0/auth/token", "DELETE");
}

/** A new user: a permanent one for who has both client id and secret, else a temporary one. */
async function init(c: ApiContext, { world }: ApiOptions): Promise<Response> {
	const parameters = await Parameters.read(c.req, true);
	const given = { client_id: CLIENT_ID, client_secret: CLIENT_SECRET };
	const names = Object.entries(given).filter(([name]) => parameters.has(name));
	for (const [name, expected] of names) if (parameters.text(name) !== expected) throw wrongClient();
	const permanent = names.length === 2;
	const { user, token } = world.createUser(c.env.told, permanent);
	return c.json({
		auth_token: token,
		type: permanent ? "permanent" : "temporary",
		id_user: user.id,
		expires_in: permanent ? null : TEMPORARY_SECONDS,
	});
}

/** A permanent token of a user, or of a new user where none is named. */
async function renew(c: ApiContext, { world }: ApiOptions): Promise<Response> {
	const parameters = await Parameters.read(c.req);
	if (parameters.text("grant_type") !== "client_credentials") throw invalidValue("grant_type is to be client_credentials.");
	const clientId = parameters.text("client_id");
	const clientSecret = parameters.text("client_secret");
	const userId = parameters.has("id_user") ? parameters.id("id_user") : null;
	const revokePrevious = parameters.flag("revoke_previous");
	// Not 401, which the documentation keeps for the Authorization header. Before the user is looked up: who has no secret learns nothing.
	if (clientId !== CLIENT_ID || clientSecret !== CLIENT_SECRET) throw wrongClient();
	if (userId === null) return tokenAnswer(c, world.createUser(c.env.told, true).token);
	if (world.find(userId) === undefined) throw notFound("There is no user of this id.");
	if (revokePrevious) world.revokeTokens(c.env.told, userId);
	return tokenAnswer(c, world.issueToken(c.env.told, userId, true));
}

function tokenAnswer(c: ApiContext, token: string): Response {
	return c.json({ access_token: token, token_type: "Bearer" });
}

const wrongClient = (): Error => forbidden("client_id and client_secret do not match.");
