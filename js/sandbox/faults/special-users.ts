// Users who fail in one way each, for people who want one fault now. They are in no list, and beyond every id that is seeded.
import type { SandboxUser } from "../state/users.js";
import type { ApiFaultName, Performs } from "./fault.js";
import { DEFAULTS, type PlannedFault } from "./planned.js";

/** A user whose every call fails the same way. */
export interface SpecialUser {
	readonly id: number;
	readonly fault: ApiFaultName;
	readonly performs: Performs;
	/** What happens, for people. */
	readonly says: string;
	readonly ms?: number;
}

const FIRST = 9_000_001;

const rows: readonly (readonly [fault: ApiFaultName, performs: Performs, says: string, ms?: number])[] = [
	["latency", "before", "answers after half a second", 500],
	["latency", "after", "answers after a minute, and does its work then, whoever still waits", 60_000],
	["refused", "never", "no connection"],
	["reset", "never", "the connection is reset before any answer; nothing was done"],
	["reset", "before", "the connection is reset before any answer; the work was done"],
	["reset", "after", "the connection is reset before any answer; the work is done a moment later"],
	["reset_in_body", "before", "the connection is reset in the middle of the body; the work was done"],
	["truncated_json", "before", "200 whose JSON ends too early; the work was done"],
	["html_503", "never", "a proxy's 503 page; nothing was done"],
	["html_503", "before", "a proxy's 503 page; the work was done"],
	["sign_in_page", "never", "200 with a sign-in page; nothing was done"],
	["wrong_content_type", "before", "the right answer as text/html"],
	["too_many_requests", "never", "429 with Retry-After: 1, each time"],
	["wrong_types", "never", "200 with an id that is text; nothing was done"],
	["other_user", "never", "200 with another user; nothing was done"],
	["huge_body", "never", "200 with a body of 128 MiB; nothing was done"],
	["endless_body", "never", "200 with a body that never ends; nothing was done"],
	["redirect", "never", "307 to elsewhere"],
	["redirect_see_other", "before", "303 to a page; the work was done"],
	["error_500", "never", "500 with an error body; nothing was done"],
	["error_500", "before", "500 with an error body; the work was done"],
];

/** The special users, ascending by id. */
export const SPECIAL_USERS: readonly SpecialUser[] = rows.map(([fault, performs, says, ms], index) => ({
	id: FIRST + index,
	fault,
	performs,
	says,
	...(ms !== undefined && { ms }),
}));

export function specialUser(userId: number): SandboxUser | undefined {
	const special = SPECIAL_USERS[userId - FIRST];
	return special && { id: special.id, signin: "2026-01-02 03:04:05", platform: "web" };
}

/** How a request of a special user's token fails: what asks for that user, in the one way; anything else not at all. */
export function specialFault(userId: number, route: string | null, path: string): PlannedFault | null {
	const special = SPECIAL_USERS[userId - FIRST];
	const asksForUser = route?.endsWith(" /users/{id}") && (path.endsWith("/me") || path.endsWith(`/${userId}`));
	if (special === undefined || !asksForUser) return null;
	return { ...DEFAULTS, name: special.fault, performs: special.performs, ...(special.ms !== undefined && { ms: special.ms }) };
}
