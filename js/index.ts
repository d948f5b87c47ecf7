// What `import … from "powens-users"` offers, the same from every entry.
export { type CheckedPayload, type CheckOptions, checkPayload, type PayloadOf } from "./check-payload.js";
export * from "./model/index.js";
export { type PayloadSchema, type PayloadSchemaResult, payloadSchemas } from "./payload-schemas.js";
export { type ErrorCause, type Issue, type IssueCode, isPowensError, PowensError, type PowensErrorCode } from "./powens-error.js";
export { UsersApi } from "./users-api.js";
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
} from "./users-api-options.js";
export { type BearerRequest, verifyBearer } from "./verify-bearer.js";
export type { WebhookBody } from "./webhooks/body.js";
export type { Diagnosis, DiagnosisCause, DiagnosisRequest } from "./webhooks/diagnosis.js";
export type {
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
export type { NodeRequestLike } from "./webhooks/read-node.js";
export type { RequestLike } from "./webhooks/read-request.js";
export type { WebhookRequest, WebhookTarget } from "./webhooks/request.js";
export { Webhooks } from "./webhooks.js";
