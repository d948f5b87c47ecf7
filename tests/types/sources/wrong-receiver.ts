// What must not compile of a receiver. Each line that does is an error of its own.
import type { UserSyncedEvent } from "powens-users";
import { createReceiver, type Inbox, memoryInbox, type Receiver } from "powens-users/receiver";
import { inboxConformance } from "powens-users/receiver/conformance";
import { type PostgresPool, postgresInbox } from "powens-users/receiver/postgres";
import { redisInbox } from "powens-users/receiver/redis";

const inbox = memoryInbox();
declare const pool: PostgresPool;
const secretKey = "secret";
const handle = (): void => {};
const handleSynced = (event: UserSyncedEvent): unknown => event.connections;

// @ts-expect-error no inbox: there is no default
createReceiver({ secretKey, routes: {} });
// @ts-expect-error no routes
createReceiver({ secretKey, inbox });
// @ts-expect-error a client is no inbox
createReceiver({ secretKey, inbox: { query: async () => ({ rows: [] }) }, routes: {} });
// @ts-expect-error an inbox is made by a call
createReceiver({ secretKey, inbox: memoryInbox, routes: {} });
// @ts-expect-error a typo: maxBodyBytes
createReceiver({ secretKey, inbox, routes: {}, maxBodyByte: 1 });
// @ts-expect-error a secret is text
createReceiver({ secretKey: 42, inbox, routes: {} });
// @ts-expect-error this event is not covered: leave it out, and take the bytes
createReceiver({ secretKey, inbox, routes: { "/powens/account": { event: "ACCOUNT_SYNCED", handle } } });
// @ts-expect-error the handler of another event
createReceiver({ secretKey, inbox, routes: { "/powens/user": { event: "USER_CREATED", handle: handleSynced } } });
// @ts-expect-error without an event there are bytes alone
createReceiver({ secretKey, inbox, routes: { "/powens/user": { handle: handleSynced } } });
// @ts-expect-error only a sync has connections
createReceiver({ secretKey, inbox, routes: { "/powens/user": { event: "USER_CREATED", handle: (event) => event.connections } } });
// @ts-expect-error bytes have no user
createReceiver({ secretKey, inbox, routes: { "/powens/user": { handle: (signed) => signed.user } } });
// @ts-expect-error a route has a handler
createReceiver({ secretKey, inbox, routes: { "/powens/user": { event: "USER_CREATED" } } });
// @ts-expect-error memory has no client of a transaction
createReceiver({ inbox, routes: { "/powens/user": { event: "USER_CREATED", handle: (_, { client }) => client } } });
// @ts-expect-error a token on record is asked for by a function
createReceiver({ inbox, routes: { "/powens/user": { event: "USER_CREATED", authenticate: { bearer: "token" }, handle } } });
// @ts-expect-error who is asked gives yes or no
createReceiver({ inbox, routes: { "/powens/user": { event: "USER_CREATED", authenticate: () => "yes", handle } } });
// @ts-expect-error a body is no part of what authenticates
createReceiver({ inbox, routes: { "/powens/user": { authenticate: ({ body }) => body === "", handle } } });
// @ts-expect-error a typo: maxKeys
memoryInbox({ maxKey: 1 });
// @ts-expect-error a URL is no client
redisInbox("redis://localhost");
// @ts-expect-error a client without scripts
redisInbox({ get: async () => null });
// @ts-expect-error the inbox takes a pool, and no address
postgresInbox("postgres://localhost");
// @ts-expect-error one connection is no pool
postgresInbox({ query: async () => ({ command: "", rowCount: 0, rows: [] }) });
// @ts-expect-error no such isolation
postgresInbox(pool, { isolation: "read uncommitted" });
// @ts-expect-error the client writes by query
createReceiver({ inbox: postgresInbox(pool), routes: { "/powens/user": { handle: (_, { client }) => client.insert } } });
// @ts-expect-error the cases want a fresh store each
inboxConformance(inbox);

export function wrongReceiver(receiver: Receiver, own: Inbox<{ client: string }>): void {
	// @ts-expect-error text is no request
	receiver.fetch("https://example.com");
	// @ts-expect-error an answer is waited for
	receiver.fetch({ url: "/", method: "POST", headers: { get: () => null }, bodyUsed: false }).status;
	// @ts-expect-error what is handled again has a key
	receiver.replay();
	// @ts-expect-error a list has no bytes
	receiver.list().then(([first]) => first?.body);
	// @ts-expect-error what is not accepted has no more to tell
	receiver.replay("key").then((replayed) => replayed.event);
	// @ts-expect-error milliseconds are a number
	receiver.stop({ timeoutMs: "1000" });
	// @ts-expect-error figures are read
	receiver.stats().requests = 0;
	// @ts-expect-error the context of this store has text
	createReceiver({ secretKey, inbox: own, routes: { "/powens/user": { handle: (_, { client }) => client.query } } });
}
