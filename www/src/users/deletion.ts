import type { UsersApi, UsersList } from "powens-users";
import { isEffectUnknown } from "../errors/error-facts.js";

/** How far a deletion has come, as its dialog shows it. */
export type Deletion =
	| { readonly step: "asking" }
	| { readonly step: "deleting" }
	/** Nothing was deleted; it may be tried again. */
	| { readonly step: "refused"; readonly error: unknown }
	/** The user may or may not be gone. */
	| { readonly step: "unconfirmed"; readonly error: unknown; readonly lookup: Lookup };

/** What looking the user up told after a delete without a clear answer. */
export type Lookup =
	| { readonly state: "not-asked" | "asking" }
	| { readonly state: "still-there" | "not-listed" | "unclear" }
	| { readonly state: "failed"; readonly error: unknown };

/** The step after a delete was rejected. */
export function afterRejection(error: unknown): Deletion {
	if (isEffectUnknown(error)) return { step: "unconfirmed", error, lookup: { state: "not-asked" } };
	return { step: "refused", error };
}

/** Whether the dialog may go away by itself, by Escape or by a click beside it. */
export function mayDismiss({ step }: Deletion): boolean {
	return step === "asking" || step === "refused";
}

/** Whether what was typed names the user. */
export function isConfirmed(typed: string, userId: number): boolean {
	return typed.trim() === String(userId);
}

/**
 * Looks a user up. The list decides where it is complete; where it is not, an answer to `get` proves that the user is there,
 * and its refusal proves nothing: a token goes with its user, and a 404 may also mean that the token is another user's.
 */
export async function lookUpUser(
	api: UsersApi,
	load: () => Promise<UsersList>,
	userId: number,
	token: string | undefined,
): Promise<"still-there" | "not-listed" | "unclear"> {
	const { users, complete } = await load();
	if (users.some((user) => user.id === userId)) return "still-there";
	if (complete) return "not-listed";
	return api.get(userId, { token }).then(
		() => "still-there",
		() => "unclear",
	);
}
