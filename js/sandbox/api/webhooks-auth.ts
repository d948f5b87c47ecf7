// The calls on authentication providers of webhooks, which the domain's configuration token may do.
import type { Provider } from "../state/providers.js";
import { type ApiOptions, requireToken } from "./access.js";
import { type ApiCall, empty, json, parametersOf, type Route } from "./call.js";
import { invalidValue, notFound } from "./errors.js";

export function webhooksAuthRoutes(options: ApiOptions): readonly Route[] {
	// Documented with `/2.0`, used in practice without.
	const [all, one] = [/^(?:\/2\.0)?\/webhooks\/auth$/, /^(?:\/2\.0)?\/webhooks\/auth\/([^/]+)$/];
	return [
		{ name: "GET /webhooks/auth", path: all, answer: (call) => list(call, options) },
		{ name: "POST /webhooks/auth", path: all, answer: (call) => create(call, options) },
		{ name: "DELETE /webhooks/auth/{id}", path: one, answer: (call) => remove(call, options) },
	];
}

function list(call: ApiCall, options: ApiOptions): Response {
	requireToken(call, options, "configuration");
	return json({ authproviders: options.world.providers.list().map(shown) });
}

function remove(call: ApiCall, options: ApiOptions): Response {
	requireToken(call, options, "configuration");
	const id = /^[1-9]\d{0,15}$/.test(call.id) ? Number(call.id) : 0;
	if (!options.world.providers.remove(id)) throw notFound("There is no authentication provider of this id.");
	call.told({ type: "provider_deleted", providerId: id });
	return empty();
}

/** The secret of a provider is told once, to who makes it. */
async function create(call: ApiCall, options: ApiOptions): Promise<Response> {
	requireToken(call, options, "configuration");
	const { world } = options;
	const parameters = await parametersOf(call);
	const type = parameters.text("type");
	if (type !== "hmac_signature" && type !== "oauth") throw invalidValue("type is to be hmac_signature or oauth.");
	const name = parameters.text("name");
	if (type === "hmac_signature") {
		const provider = world.providers.createHmac(name);
		call.told({ type: "provider_created", providerId: provider.id });
		return json({ ...shown(provider), config: { secret_key: provider.mechanism.secretKey } });
	}
	const config = parameters.object("config");
	if (config.text("grant_type") !== "client_credentials") throw invalidValue("config.grant_type is to be client_credentials.");
	const url = config.text("url");
	if (!isHttpUrl(url)) throw invalidValue("config.url is to be an http or https URL.");
	const clientId = config.text("client_id");
	const provider = world.providers.createOAuth(name, { url, clientId, clientSecret: config.text("client_secret") });
	call.told({ type: "provider_created", providerId: provider.id });
	return json(shown(provider));
}

function shown({ id, type, name }: Provider): Pick<Provider, "id" | "type" | "name"> {
	return { id, type, name };
}

function isHttpUrl(text: string): boolean {
	try {
		return /^https?:$/.test(new URL(text).protocol);
	} catch {
		return false;
	}
}
