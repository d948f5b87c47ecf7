// What must not compile. Each line that does is an error of its own.
import {
	type Connection,
	checkPayload,
	isPowensError,
	payloadSchemas,
	readEvent,
	type Transaction,
	type User,
	UsersApi,
	type UsersList,
	verifyBearer,
	type WebhookEvent,
	Webhooks,
} from "powens-users";

const api = new UsersApi({ domain: "acme-sandbox" });

// @ts-expect-error only a user id, or "me"
api.delete("all");
// @ts-expect-error a user id is a number
api.get("42");
// @ts-expect-error a user id is no BigInt
api.get(42n);
// @ts-expect-error a user id is required
api.delete();
// @ts-expect-error a user id is a number
api.delete("42");
// @ts-expect-error there may be no user
api.delete(null);
// @ts-expect-error several users
api.get([42]);
// @ts-expect-error the user is told by its id
api.delete({ id: 42 });
// @ts-expect-error neither domain nor baseUrl
new UsersApi({ usersToken: "token" });
// @ts-expect-error both domain and baseUrl
new UsersApi({ domain: "acme-sandbox", baseUrl: "https://proxy.example" });
// @ts-expect-error no options
new UsersApi();
// @ts-expect-error a domain is text
new UsersApi({ domain: 42 });
// @ts-expect-error an object of URL is no text
new UsersApi({ baseUrl: { href: "https://proxy.example" } });
// @ts-expect-error without authorization only behind a proxy
new UsersApi({ domain: "acme-sandbox", usersToken: null });
// @ts-expect-error without authorization only behind a proxy
new UsersApi({ domain: "acme-sandbox", userToken: null });
// @ts-expect-error plain http is a matter of baseUrl
new UsersApi({ domain: "acme-sandbox", allowInsecureHttp: true });
// @ts-expect-error a typo: usersToken
new UsersApi({ domain: "acme-sandbox", userstoken: "token" });
// @ts-expect-error milliseconds are a number
new UsersApi({ domain: "acme-sandbox", timeoutMs: "30s" });
// @ts-expect-error a function is given the user's id, not a user
new UsersApi({ domain: "acme-sandbox", userToken: (user: User) => String(user.id) });
// @ts-expect-error a fetch answers with a response
new UsersApi({ domain: "acme-sandbox", fetch: async () => "[]" });
// @ts-expect-error a typo: limit
api.list({ limt: 10 });
// @ts-expect-error a number
api.list({ limit: "10" });
// @ts-expect-error a token of one call is text
api.get(42, { token: () => "token" });
// @ts-expect-error only lists have a limit
api.get(42, { limit: 10 });
// @ts-expect-error a controller is no signal
api.list({ signal: { abort: () => {} } });

export async function wrongAnswers(list: UsersList): Promise<void> {
	// @ts-expect-error the list is in users
	list.length;
	// @ts-expect-error a typo: complete
	list.completed;
	// @ts-expect-error a promise is not the list
	api.list().users;
	// @ts-expect-error delete gives nothing
	(await api.delete(42)).id;
	// @ts-expect-error may be absent or null
	list.total.toFixed();
}

export function wrongReads(user: User, error: unknown): void {
	// @ts-expect-error may be absent or null, and is text without a zone
	user.signin.getTime();
	// @ts-expect-error an id is a number
	user.id.toUpperCase();
	// @ts-expect-error a typo: signin
	user.signIn;
	// @ts-expect-error not known to be ours yet
	error.code;
	if (!isPowensError(error)) return;
	// @ts-expect-error no such code
	if (error.code === "netwrok") return;
	// @ts-expect-error read-only
	error.code = "network";
	// @ts-expect-error no such effect
	if (error.effect === "deleted") return;
	// @ts-expect-error may be null
	error.retryAfterMs.toFixed();
	// @ts-expect-error a typo: requestId
	error.requestID;
	// @ts-expect-error there may be no cause
	error.cause.message;
}

const webhooks = new Webhooks({ secretKey: "secret" });
const headers = {};

// @ts-expect-error a secret is required
new Webhooks({});
// @ts-expect-error a typo: secretKey
new Webhooks({ secretkey: "secret" });
// @ts-expect-error a secret that an environment may not have
new Webhooks({ secretKey: undefined });
// @ts-expect-error a secret is text
new Webhooks({ secretKey: 42 });
// @ts-expect-error no options
new Webhooks();
// @ts-expect-error a typo: toleranceSeconds
new Webhooks({ secretKey: "secret", toleranceSecond: 60 });
// @ts-expect-error each secret of several has a name
new Webhooks({ secretKey: [{ secretKey: "secret" }] });
// @ts-expect-error this event is not covered
webhooks.verify("ACCOUNT_SYNCED", { path: "/hooks", headers, body: "{}" });
// @ts-expect-error both path and url
webhooks.verify("USER_CREATED", { path: "/hooks", url: "/hooks", headers, body: "{}" });
// @ts-expect-error neither path nor url
webhooks.verify("USER_CREATED", { headers, body: "{}" });
// @ts-expect-error a parsed body
webhooks.verify("USER_CREATED", { path: "/hooks", headers, body: { id: 42 } });
// @ts-expect-error the query is a matter of url
webhooks.verifySignature({ path: "/hooks", signQuery: true, headers, body: "{}" });
// @ts-expect-error the event is not told by the request
webhooks.verify({ path: "/hooks", headers, body: "{}" });
// @ts-expect-error no headers
webhooks.verify("USER_CREATED", { path: "/hooks", body: "{}" });
// @ts-expect-error no body
webhooks.verify("USER_CREATED", { path: "/hooks", headers });
// @ts-expect-error a signature alone has no payload
webhooks.verifySignature({ path: "/hooks", headers, body: "{}" }).payload;
// @ts-expect-error a request is read in time
webhooks.verifyNode("USER_CREATED", { url: "/hooks", headers, async *[Symbol.asyncIterator]() {} }).user;
// @ts-expect-error no request
webhooks.verifyRequest("USER_CREATED", { path: "/hooks", headers, body: "{}" });
// @ts-expect-error what is signed has a path
webhooks.sign({ body: "{}" });
// @ts-expect-error a token on record is asked for by a function
verifyBearer("USER_CREATED", { headers, body: "{}", token: "token" });
// @ts-expect-error this event is not covered
readEvent("ACCOUNT_SYNCED", "{}");
// @ts-expect-error a parsed body
readEvent("USER_CREATED", { id: 42 });
// @ts-expect-error no such mechanism
readEvent("USER_CREATED", "{}", { mechanism: "none" });
// @ts-expect-error a moment is a Date
readEvent("USER_CREATED", "{}", { signedAt: "2026-03-01T12:00:00Z" });
// @ts-expect-error this event is not covered
payloadSchemas.ACCOUNT_SYNCED;
// @ts-expect-error not known to be right yet
checkPayload("USER_CREATED", "{}").value;
// @ts-expect-error a typo: strict
checkPayload("USER_CREATED", "{}", { stric: true });

export function wrongEvents(event: WebhookEvent, transaction: Transaction, connection: Connection): void {
	// @ts-expect-error only USER_SYNCED has connections
	event.connections;
	// @ts-expect-error only USER_SYNCED has transactions
	event.transactions();
	const created = webhooks.verify("USER_CREATED", { path: "/hooks", headers, body: "{}" });
	// @ts-expect-error only USER_SYNCED has connections
	created.connections;
	// @ts-expect-error the type is known
	if (created.type === "USER_SYNCED") return;
	// @ts-expect-error a typo: user
	created.users;
	// @ts-expect-error a typo: signin
	created.user.sign_in;
	const synced = webhooks.verify("USER_SYNCED", { path: "/hooks", headers, body: "{}" });
	// @ts-expect-error the id of the webhook's data is beside the user
	synced.user.id_webhook_data;
	// @ts-expect-error the user is within the payload
	synced.payload.signin;
	// @ts-expect-error a typo: connections
	synced.payload.connection;
	// @ts-expect-error may be absent or null
	connection.accounts.length;
	// @ts-expect-error a typo: last_update
	connection.lastUpdate;
	// @ts-expect-error a typo: wording
	transaction.wordings;
	// @ts-expect-error may be absent or null
	transaction.value.toFixed(2);
	// @ts-expect-error read-only
	event.id = 1;
	// @ts-expect-error no such event
	if (event.type === "USER_UPDATED") return;
}
