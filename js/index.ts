// What `import … from "powens-users"` offers, the same from every entry.

export {
	type ErrorCause,
	type Issue,
	type IssueCode,
	isPowensError,
	PowensError,
	type PowensErrorCode,
} from "./errors/powens-error.js";
export * from "./model/index.js";
export type {
	AbortSignalLike,
	Attempt,
	BaseUrlTarget,
	CallOptions,
	DomainTarget,
	FetchInit,
	FetchLike,
	HeadersLike,
	HeadersSource,
	ListOptions,
	ResponseLike,
	UsersApiOptions,
	UsersApiSettings,
	UsersTokenSource,
	UserTokenSource,
} from "./users/options.js";
export { UsersApi } from "./users/users-api.js";
export type { WebhookBody } from "./webhooks/body.js";
export { type CheckedPayload, type CheckOptions, checkPayload, type PayloadOf } from "./webhooks/check-payload.js";
export type { Diagnosis, DiagnosisCause, DiagnosisRequest } from "./webhooks/diagnosis.js";
export type {
	ConnectionDeletedEvent,
	ConnectionSyncedEvent,
	EventOf,
	SyncedTransaction,
	UserEvent,
	UserSyncedEvent,
	WebhookEvent,
	WebhookMechanism,
	WebhookType,
} from "./webhooks/event.js";
export type { WebhookHeaders } from "./webhooks/headers.js";
export type { NamedSecret, ReadOptions, SignatureHeaders, SignedBody, SignOptions, WebhooksOptions } from "./webhooks/options.js";
export { type PayloadSchema, type PayloadSchemaResult, payloadSchemas } from "./webhooks/payload-schemas.js";
export { type EventOrigin, readEvent } from "./webhooks/read-event.js";
export type { NodeRequestLike } from "./webhooks/read-node.js";
export type { RequestLike } from "./webhooks/read-web.js";
export type { WebhookRequest, WebhookTarget } from "./webhooks/target.js";
export { type BearerRequest, verifyBearer } from "./webhooks/verify-bearer.js";
export { Webhooks } from "./webhooks/webhooks.js";
