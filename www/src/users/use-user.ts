import type { User, UsersApi } from "powens-users";
import { useEffect, useState } from "react";

/** A user as the API gives it now. */
export type UserState =
	| { readonly status: "idle" | "loading" }
	| { readonly status: "ready"; readonly user: User }
	| { readonly status: "failed"; readonly error: unknown };

/**
 * Gets a user afresh; a change of any argument, and leaving, cancels the call. Asks nothing while `userId` is null.
 *
 * @param token The user's token where the person gave one; else the connection knows.
 * @param round Another number asks again.
 */
export function useUser(api: UsersApi, userId: number | null, token: string | undefined, round: number): UserState {
	const [state, setState] = useState<UserState>({ status: "idle" });

	// biome-ignore lint/correctness/useExhaustiveDependencies: a new round is what asks again
	useEffect(() => {
		if (userId === null) {
			setState({ status: "idle" });
			return;
		}
		const controller = new AbortController();
		const { signal } = controller;
		setState({ status: "loading" });
		api.get(userId, { signal, token }).then(
			(user) => signal.aborted || setState({ status: "ready", user }),
			(error: unknown) => signal.aborted || setState({ status: "failed", error }),
		);
		return () => controller.abort();
	}, [api, userId, token, round]);

	return state;
}
