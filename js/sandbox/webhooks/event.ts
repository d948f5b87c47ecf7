// The events that a sandbox sends, and what is told of one before it is a payload.
import type { Connection } from "../../model/connection.js";
import type { SandboxUser } from "../state/users.js";

/** The events that a sandbox sends, by Powens' names. */
export type CoveredEvent = "USER_CREATED" | "USER_DELETED" | "USER_SYNCED" | "CONNECTION_SYNCED" | "CONNECTION_DELETED";

export const COVERED_EVENTS = [
	"USER_CREATED",
	"USER_DELETED",
	"USER_SYNCED",
	"CONNECTION_SYNCED",
	"CONNECTION_DELETED",
] as const satisfies readonly CoveredEvent[];

/** Something happened to a user of which webhooks may tell. `connections` carry connector, sources, accounts and the new transactions. */
export type SandboxEvent =
	| { readonly event: "USER_CREATED" | "USER_DELETED"; readonly user: SandboxUser }
	| { readonly event: "USER_SYNCED"; readonly user: SandboxUser; readonly connections: readonly Connection[] }
	| { readonly event: "CONNECTION_SYNCED" | "CONNECTION_DELETED"; readonly user: SandboxUser; readonly connection: Connection };
