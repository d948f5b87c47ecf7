import type { UsersApi, UsersList } from "powens-users";
import { useCallback, useEffect, useReducer, useRef } from "react";

/** What is known of the list. `list` stays while it is loaded again, and when that fails. */
export interface UsersListState {
	readonly list: UsersList | null;
	readonly loadedAt: Date | null;
	readonly loading: boolean;
	readonly error: unknown;
}

type Change =
	| { readonly type: "started" }
	| { readonly type: "loaded"; readonly list: UsersList }
	| { readonly type: "failed"; readonly error: unknown }
	| { readonly type: "removed"; readonly userId: number };

const NOTHING: UsersListState = { list: null, loadedAt: null, loading: true, error: null };

function change(state: UsersListState, by: Change): UsersListState {
	switch (by.type) {
		case "started":
			return { ...state, loading: true };
		case "loaded":
			return { list: by.list, loadedAt: new Date(), loading: false, error: null };
		case "failed":
			return { ...state, loading: false, error: by.error };
		case "removed":
			if (state.list === null) return state;
			return { ...state, list: { ...state.list, users: state.list.users.filter((user) => user.id !== by.userId) } };
	}
}

/** The list of users, and what can be done with it. */
export interface UsersListHandle extends UsersListState {
	/** Loads the list again; an earlier load is dropped. Gives the list, rejects as `UsersApi.list` does. */
	readonly load: () => Promise<UsersList>;
	/** Takes out a user whose deletion is confirmed. */
	readonly remove: (userId: number) => void;
}

/** Loads the list of users at once, and again on demand. */
export function useUsersList(api: UsersApi): UsersListHandle {
	const [state, dispatch] = useReducer(change, NOTHING);
	const current = useRef<AbortController | null>(null);

	const load = useCallback(async () => {
		current.current?.abort();
		const controller = new AbortController();
		current.current = controller;
		dispatch({ type: "started" });
		try {
			const list = await api.list({ signal: controller.signal });
			if (current.current === controller) dispatch({ type: "loaded", list });
			return list;
		} catch (error) {
			// An abort comes from a newer load or from leaving the page: nobody waits for it.
			if (current.current === controller && !controller.signal.aborted) dispatch({ type: "failed", error });
			throw error;
		} finally {
			if (current.current === controller) current.current = null;
		}
	}, [api]);

	const remove = useCallback(
		(userId: number) => {
			dispatch({ type: "removed", userId });
			// A list that is under way may have been made before the deletion, and would bring the user back.
			if (current.current !== null) load().catch(ignore);
		},
		[load],
	);

	useEffect(() => {
		load().catch(ignore);
		return () => current.current?.abort();
	}, [load]);

	return { ...state, load, remove };
}

/** For callers that leave the failure to the state. */
export function ignore(): void {}
