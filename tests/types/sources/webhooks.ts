// Webhooks compile for every kind of consumer, with and without the types of a platform.
import {
	type CheckedPayload,
	type ConnectionState,
	checkPayload,
	type Diagnosis,
	type EventOf,
	type EventOrigin,
	isKnownConnectionState,
	type KnownConnectionState,
	type NamedSecret,
	type PayloadOf,
	payloadSchemas,
	readEvent,
	type SignatureHeaders,
	type SignedBody,
	type Transaction,
	type UserPayload,
	type UserSyncedPayload,
	verifyBearer,
	type WebhookEvent,
	type WebhookMechanism,
	type WebhookRequest,
	Webhooks,
	type WebhookType,
} from "powens-users";

const next: NamedSecret = { name: "2026-12", secretKey: "secret", notBefore: new Date(), notAfter: "2027-01-01T00:00:00Z" };
const webhooks = new Webhooks({
	secretKey: [next],
	toleranceSeconds: 60,
	maxAgeSeconds: 86_400,
	maxBodyBytes: 1_000_000,
	now: () => 0,
});
new Webhooks({ secretKey: "secret", dangerouslyAcceptAnyAge: true });

const request: WebhookRequest = { path: "/hooks", headers: { "bi-signature": "x", other: ["a", "b"] }, body: new Uint8Array(1) };
const byUrl: WebhookRequest = { url: "/hooks?a=b", signQuery: true, headers: { get: () => null }, body: "{}" };

const created: EventOf<"USER_CREATED"> = webhooks.verify("USER_CREATED", request);
const createdType: "USER_CREATED" = created.type;
const createdUser: UserPayload = created.user;
const synced = webhooks.verify("USER_SYNCED", byUrl);
const syncedPayload: UserSyncedPayload = synced.payload;
const transactions: Transaction[] = [...synced.transactions()].map(({ transaction }) => transaction);

/** A union that `type` tells apart. */
export function handle(event: WebhookEvent): number {
	if (event.type === "USER_SYNCED") return event.connections.length;
	if (event.type === "CONNECTION_SYNCED") return event.user.id + event.connection.id + [...event.transactions()].length;
	if (event.type === "CONNECTION_DELETED") return event.connection.id;
	const name: "USER_CREATED" | "USER_DELETED" = event.type;
	return name.length + event.user.id;
}

/** The type of the event may be known only later. */
export function later<Type extends WebhookType>(type: Type): EventOf<Type> {
	return webhooks.verify(type, request);
}

export function states(state: ConnectionState): KnownConnectionState | null {
	const open: string = state;
	return open === "soon" || !isKnownConnectionState(state) ? null : state;
}

const checked: CheckedPayload<UserPayload> = checkPayload("USER_DELETED", "{}", { strict: true, maxIssues: 5 });
const value: PayloadOf<"USER_DELETED"> | null = checked.ok ? checked.value : null;
const codes: string[] = checked.ok ? [] : checked.issues.map((issue) => issue.code);
const result = payloadSchemas.USER_SYNCED["~standard"].validate({});
const connections: number = result.issues === undefined ? result.value.connections.length : result.issues.length;

const headers: SignatureHeaders = webhooks.sign({ path: "/hooks", body: "{}", date: new Date(), secretName: "2026-12" });
const again: WebhookRequest = { path: "/hooks", headers, body: "{}" };
const signed: SignedBody = webhooks.verifySignature(again);
const diagnosis: Diagnosis = webhooks.diagnose({ url: "/hooks", headers: {}, body: { parsed: true }, method: "POST" });
const bearer: Promise<EventOf<"USER_CREATED">> = verifyBearer("USER_CREATED", { headers: {}, body: "{}", token: () => null });
verifyBearer("USER_SYNCED", { headers: {}, body: "{}", token: async (userId: number) => String(userId) });

const origin: EventOrigin = { mechanism: "oauth", signedAt: new Date(), secretName: null };
const read: EventOf<"CONNECTION_DELETED"> = readEvent("CONNECTION_DELETED", new Uint8Array(2), origin);
const mechanism: WebhookMechanism = readEvent("USER_CREATED", "{}").mechanism;

export const all: readonly unknown[] = [createdType, createdUser, syncedPayload, transactions, value, codes, connections];
export const more: readonly unknown[] = [signed.body.byteLength, diagnosis.causes, bearer, read.connection, mechanism];
