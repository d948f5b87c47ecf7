// The calls on authentication providers of webhooks, which the domain's configuration token may do.
import type { Provider } from "../state/providers.js";
import { type ApiApp, type ApiContext, type ApiOptions, limitBody, refuseOtherMethods, requireToken } from "./context.js";
import { invalidValue, notFound } from "./errors.js";
import { Parameters } from "./parameters.js";

/** Documented under the first, used in practice without `/2.0`. */
const PATHS = ["/2.0/webhooks/auth", "/webhooks/auth"] as const;

export function addWebhooksAuth(app: ApiApp, options: ApiOptions): void {
	const { providers } = options.world;
	for (const path of PATHS) {
		app.get(path, (c) => {
			requireToken(c, options, "configuration");
			return c.json({ authproviders: providers.list().map(shown) });
		});
		app.post(path, limitBody, async (c) => {
			requireToken(c, options, "configuration");
			return create(c, options);
		});
		refuseOtherMethods(app, path, "GET, HEAD, POST");

		app.delete(`${path}/:providerId`, (c) => {
			requireToken(c, options, "configuration");
			const text = c.req.param("providerId");
			const id = /^[1-9]\d{0,15}$/.test(text) ? Number(text) : 0;
			if (!providers.remove(id)) throw notFound("There is no authentication provider of this id.");
			c.env.told({ type: "provider_deleted", providerId: id });
			return c.body(null, 204);
		});
		refuseOtherMethods(app, `${path}/:providerId`, "DELETE");
	}
}

/** The secret of a provider is told once, to who makes it. */
async function create(c: ApiContext, { world }: ApiOptions): Promise<Response> {
	const parameters = await Parameters.read(c.req);
	const type = parameters.text("type");
	if (type !== "hmac_signature" && type !== "oauth") throw invalidValue("type is to be hmac_signature or oauth.");
	const name = parameters.text("name");
	if (type === "hmac_signature") {
		const provider = world.providers.createHmac(name);
		c.env.told({ type: "provider_created", providerId: provider.id });
		return c.json({ ...shown(provider), config: { secret_key: provider.mechanism.secretKey } });
	}
	const config = parameters.object("config");
	if (config.text("grant_type") !== "client_credentials") throw invalidValue("config.grant_type is to be client_credentials.");
	const url = config.text("url");
	if (!isHttpUrl(url)) throw invalidValue("config.url is to be an http or https URL.");
	const clientId = config.text("client_id");
	const provider = world.providers.createOAuth(name, { url, clientId, clientSecret: config.text("client_secret") });
	c.env.told({ type: "provider_created", providerId: provider.id });
	return c.json(shown(provider));
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
