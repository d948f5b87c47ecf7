// Answers like those of the API, for faults that spoil one without asking for it.
const SIGNIN = "2026-01-02 03:04:05";
const LIKE: Readonly<Record<string, (userId: number) => object>> = {
	"GET /users": (id) => ({ users: [user(id), user(id + 1)] }),
	"POST /auth/init": (id_user) => ({ auth_token: "bm9uZQ==", type: "permanent", id_user, expires_in: null }),
	"POST /auth/renew": () => ({ access_token: "bm9uZQ==", token_type: "Bearer" }),
	"DELETE /auth/token": () => ({ result: "revoked" }),
	"GET /webhooks/auth": () => ({ authproviders: [provider] }),
	"POST /webhooks/auth": () => ({ ...provider, config: { secret_key: "bm9uZQ==" } }),
	"DELETE /webhooks/auth/{id}": () => provider,
};
const provider = { id: 1, type: "hmac_signature", name: "none" };

const user = (id: number): object => ({ id, signin: SIGNIN, platform: "web" });

/** An answer as the API could give it to that call: the JSON of an object. */
export function imitation(route: string | null, userId: number): string {
	return JSON.stringify((LIKE[route ?? ""] ?? user)(userId));
}

/** The same, where each number is text and each text a number. */
export function withWrongTypes(route: string | null, userId: number): string {
	return JSON.stringify(JSON.parse(imitation(route, userId)), (_key, value: unknown) => {
		if (typeof value === "number") return String(value);
		return typeof value === "string" ? value.length : value;
	});
}

/** A user whose id is not that one. */
export function otherUser(userId: number): string {
	return JSON.stringify(user(userId === 1 ? 2 : userId - 1));
}
