// What `import … from "powens-users/receiver"` offers.
export { createReceiver } from "./create-receiver.js";
export type { Claim, Inbox, Kept, KeptBody, KeptEntry, KeptReason, ListKeptOptions, RemoteInbox } from "./inbox/inbox.js";
export { memoryInbox } from "./inbox/memory/memory-inbox.js";
export type { MemoryInboxOptions } from "./inbox/memory/options.js";
export type { Answer, Incoming, IncomingBody } from "./incoming.js";
export type {
	Authenticate,
	BytesRoute,
	EventRoute,
	HandlerContext,
	ReceiverOptions,
	RequestHead,
	Route,
	SignedWebhook,
	Unexpected,
} from "./options.js";
export type { Outcome, OutcomeKind } from "./outcome.js";
export type { Receiver, ReceiverStats, Replayed, Stopped, WebRequest } from "./receiver.js";
