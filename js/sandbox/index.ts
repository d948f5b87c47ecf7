// What `import … from "powens-users/sandbox"` offers. Web standards only: runs in Node, browsers, workers.
export type { SandboxChoices } from "./choices.js";
export type { SandboxClock } from "./clock.js";
export type { ApiFaultName, DeliveryFaultName, FaultName, FaultPlan, FaultRule, Performs } from "./faults/fault.js";
export type { SandboxOptions } from "./options.js";
export type { ControlEntry, DeliveryEntry, RecordEntry, RequestEntry, SandboxChange } from "./record/entry.js";
export { createSandbox, type Sandbox, type SandboxWebhooks } from "./sandbox.js";
export type { SandboxSnapshot } from "./snapshot.js";
export type { SandboxInit, SandboxInput, SandboxResponse } from "./web-types.js";
export type { DeliveredRequest, Delivery, DeliveryOutcome, WebhookHealth } from "./webhooks/delivery.js";
export type { CoveredEvent } from "./webhooks/event.js";
export type { NewWebhook, WebhookHandler, WebhookMechanism, WebhookRegistration } from "./webhooks/registration.js";
