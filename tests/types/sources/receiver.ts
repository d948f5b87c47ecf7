// A receiver compiles for every kind of consumer, without a framework and without a database.
import type { ConnectionSyncedEvent, EventOf, UserEvent } from "powens-users";
import {
	type Claim,
	createReceiver,
	type HandlerContext,
	type Inbox,
	type Kept,
	type KeptEntry,
	type MemoryInboxOptions,
	memoryInbox,
	type Outcome,
	type Receiver,
	type ReceiverOptions,
	type ReceiverStats,
	type Replayed,
	type Route,
	type SignedWebhook,
	type Stopped,
} from "powens-users/receiver";
import { type ConformanceStore, inboxConformance } from "powens-users/receiver/conformance";
import {
	type PostgresClient,
	type PostgresInbox,
	type PostgresPool,
	postgresInbox,
	postgresInboxMigration,
} from "powens-users/receiver/postgres";
import { type IoredisClient, type NodeRedisClient, redisInbox } from "powens-users/receiver/redis";

const limits: MemoryInboxOptions = { maxKeys: 1000, retentionMs: 86_400_000, now: () => 0 };
const handleAny = (event: EventOf<"USER_CREATED"> | EventOf<"USER_DELETED">): string => event.type;

const receiver: Receiver = createReceiver({
	secretKey: [{ name: "2026-12", secretKey: "secret", notBefore: new Date() }],
	inbox: memoryInbox(limits),
	routes: {
		"/powens/user-created": {
			event: "USER_CREATED",
			handle: async (event, context) => {
				const created: UserEvent<"USER_CREATED"> = event;
				const parts: [string, string, string, number, boolean] = partsOf(context);
				return [created.user.id, created.mechanism === "oauth", context.signal.aborted, ...parts];
			},
		},
		"/powens/connection-synced": {
			event: "CONNECTION_SYNCED",
			source: "acme",
			secretKey: "another",
			handle(event) {
				const synced: ConnectionSyncedEvent = event;
				for (const { transaction } of synced.transactions()) console.log(transaction.id);
			},
		},
		"/powens/user-deleted": {
			event: "USER_DELETED",
			authenticate: { bearer: (userId: number) => String(userId) },
			handle: handleAny,
		},
		"/powens/oauth": {
			event: "USER_SYNCED",
			authenticate: async ({ headers, path, target, method }) => headers.get("authorization") === `${path}${target}${method}`,
			handle: (event) => event.connections.length,
		},
		"/powens/other": {
			handle: (signed, { key }) => {
				const { id, body, signedAt, secretName }: SignedWebhook = signed;
				return [id, body.byteLength, signedAt?.getTime(), secretName, key];
			},
		},
	},
	onUnexpected: async ({ route, key, code, body, issues }) => [route, key, code, body.byteLength, issues[0]?.pointer],
	onOutcome: ({ kind, code, status, durationMs, attempt }: Outcome) => [kind, code, status, durationMs, attempt],
	toleranceSeconds: 86_400,
	maxBodyBytes: 1_000_000,
	maxBufferedBytes: 10_000_000,
	maxHandlers: 10,
	bodyTimeoutMs: 5_000,
	handlerTimeoutMs: 5_000,
	waitMs: 1_000,
	leaseMs: 30_000,
	maxAttempts: 3,
	now: () => Date.now(),
	random: () => "0123456789abcdef0123456789abcdef",
});

declare const console: { log(...values: unknown[]): void };

function partsOf({ key, route, source, attempt, isReplay }: HandlerContext): [string, string, string, number, boolean] {
	return [key, route, source, attempt, isReplay];
}

/** A store of one's own, which gives its handlers something besides. */
const claim: Claim<{ client: { query(text: string): Promise<unknown> } }> = {
	state: "claimed",
	attempt: 1,
	context: { client: { query: async () => undefined } },
};
const inbox: Inbox<{ client: { query(text: string): Promise<unknown> } }> = {
	retentionMs: 86_400_000,
	claim: async () => claim,
	renew: async () => true,
	commit: async () => true,
	release: async () => {},
	keep: async () => true,
	list: async () => [],
	read: async () => undefined,
	drop: async () => false,
};
const transactional = createReceiver({
	inbox,
	routes: {
		"/powens/user-created": {
			event: "USER_CREATED",
			secretKey: "secret",
			handle: (event, { client }) => client.query(event.user.platform ?? ""),
		},
		"/powens/other": { secretKey: "secret", handle: (_signed, { client }) => client.query("select 1") },
	},
});

/** A pool of one's own making, whose connections can more than is asked of them. */
interface OwnClient extends PostgresClient {
	insert(userId: number): Promise<void>;
}
declare const ownPool: { connect(): Promise<OwnClient> };
const pool: PostgresPool = ownPool;
const postgres: PostgresInbox<OwnClient> = postgresInbox(ownPool, { schema: "hooks", maxClaims: 5, isolation: "serializable" });
const inPostgres = createReceiver({
	secretKey: "secret",
	inbox: postgres,
	routes: { "/powens/user-created": { event: "USER_CREATED", handle: (event, { client }) => client.insert(event.user.id) } },
});
const forgotten: Promise<number> = postgres.prune({ batch: 100 });
const sql: string = postgresInboxMigration({ schema: "hooks" });

const route: Route = { event: "USER_CREATED", handle: (event) => event.user.id };
const options: ReceiverOptions = { secretKey: "secret", inbox: memoryInbox(), routes: { "/powens/user-created": route } };

const ioredis: IoredisClient = { evalsha: async () => null, call: async () => null };
const nodeRedis: NodeRedisClient = { evalSha: async () => null, withTypeMapping: () => ({}) };

async function use(): Promise<unknown[]> {
	const answer = await receiver.fetch({ url: "/", method: "POST", headers: { get: () => null }, bodyUsed: false });
	const entries: readonly KeptEntry[] = await receiver.list({ after: "key", limit: 10 });
	const kept: Kept | undefined = await receiver.read(entries[0]?.key ?? "");
	const replayed: Replayed = await receiver.replay(kept?.key ?? "");
	const dropped: boolean = await receiver.drop("key");
	const stats: ReceiverStats = receiver.stats();
	const stopped: Stopped = await receiver.stop({ timeoutMs: 1_000 });
	const status: number = answer.status;
	return [status, replayed.kind, dropped, stats.outcomes.accepted, stats.inbox.keys, stopped.isFinished, receiver.hasRoute("/")];
}

async function conform(): Promise<void> {
	const store: ConformanceStore = { inbox: memoryInbox(), inbox2: inbox, advance: (ms: number) => ms, close: async () => {} };
	for (const { name, run } of inboxConformance(async () => store)) {
		console.log(name);
		await run();
	}
}

export const all: readonly unknown[] = [
	use,
	conform,
	createReceiver(options),
	transactional,
	redisInbox(ioredis),
	redisInbox(nodeRedis),
	...[pool, inPostgres, forgotten, sql],
];
