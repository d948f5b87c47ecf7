// What must not compile. Each line that does is an error of its own.
import { checkPayload, isPowensError, type Transaction, type User, UsersApi, type WebhookEvent, Webhooks } from "powens-users";

const api = new UsersApi({ domain: "acme-sandbox" });

// @ts-expect-error only a user id, or "me"
api.delete("all");
// @ts-expect-error a user id is a number
api.get("42");
// @ts-expect-error a user id is no BigInt
api.get(42n);
// @ts-expect-error a user id is required
api.delete();
// @ts-expect-error neither domain nor baseUrl
new UsersApi({ usersToken: "token" });
// @ts-expect-error both domain and baseUrl
new UsersApi({ domain: "acme-sandbox", baseUrl: "https://proxy.example" });
// @ts-expect-error without authorization only behind a proxy
new UsersApi({ domain: "acme-sandbox", usersToken: null });
// @ts-expect-error without authorization only behind a proxy
new UsersApi({ domain: "acme-sandbox", userToken: null });
// @ts-expect-error plain http is a matter of baseUrl
new UsersApi({ domain: "acme-sandbox", allowInsecureHttp: true });
// @ts-expect-error a typo: usersToken
new UsersApi({ domain: "acme-sandbox", userstoken: "token" });
// @ts-expect-error a typo: limit
api.list({ limt: 10 });
// @ts-expect-error a number
api.list({ limit: "10" });
// @ts-expect-error a token of one call is text
api.get(42, { token: () => "token" });

export function wrongReads(user: User, error: unknown): void {
	// @ts-expect-error a typo: signin
	user.signIn;
	// @ts-expect-error not known to be ours yet
	error.code;
	if (!isPowensError(error)) return;
	// @ts-expect-error no such code
	if (error.code === "netwrok") return;
	// @ts-expect-error read-only
	error.code = "network";
}

const webhooks = new Webhooks({ secretKey: "secret" });
const headers = {};

// @ts-expect-error a secret is required
new Webhooks({});
// @ts-expect-error a typo: secretKey
new Webhooks({ secretkey: "secret" });
// @ts-expect-error each secret of several has a name
new Webhooks({ secretKey: [{ secretKey: "secret" }] });
// @ts-expect-error this event is not covered
webhooks.verify("CONNECTION_SYNCED", { path: "/hooks", headers, body: "{}" });
// @ts-expect-error both path and url
webhooks.verify("USER_CREATED", { path: "/hooks", url: "/hooks", headers, body: "{}" });
// @ts-expect-error neither path nor url
webhooks.verify("USER_CREATED", { headers, body: "{}" });
// @ts-expect-error a parsed body
webhooks.verify("USER_CREATED", { path: "/hooks", headers, body: { id: 42 } });
// @ts-expect-error the query is a matter of url
webhooks.verifySignature({ path: "/hooks", signQuery: true, headers, body: "{}" });
// @ts-expect-error a typo: strict
checkPayload("USER_CREATED", "{}", { stric: true });

export function wrongEvents(event: WebhookEvent, transaction: Transaction): void {
	// @ts-expect-error only USER_SYNCED has connections
	event.connections;
	// @ts-expect-error a typo: wording
	transaction.wordings;
	// @ts-expect-error may be absent or null
	transaction.value.toFixed(2);
	// @ts-expect-error read-only
	event.id = 1;
	// @ts-expect-error no such event
	if (event.type === "USER_UPDATED") return;
}
