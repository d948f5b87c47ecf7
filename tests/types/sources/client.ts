// Compiles for every kind of consumer, with and without the types of a platform.
import {
	type Attempt,
	type FetchLike,
	isPowensError,
	type ListOptions,
	type PowensError,
	type PowensErrorCode,
	type User,
	UsersApi,
	type UsersApiOptions,
	type UsersList,
} from "powens-users";

const fetch: FetchLike = async (url, { method, headers }) => ({
	status: method === "GET" && url.length > 0 && headers.Authorization !== undefined ? 200 : 204,
	json: async () => ({ users: [] }),
});

const options: UsersApiOptions = {
	domain: "acme-sandbox",
	usersToken: () => "token",
	userToken: async (userId: number | "me") => String(userId),
	timeoutMs: 1_000,
	maxRetries: 0,
	headers: { "X-Csrf-Token": "token" },
	fetch,
	onAttempt: (attempt: Attempt) => void attempt.durationMs,
};
const api = new UsersApi(options);
new UsersApi({ baseUrl: "/powens/2.0", usersToken: null, userToken: null });
new UsersApi({ baseUrl: "http://127.0.0.1:8787/2.0", usersToken: undefined, allowInsecureHttp: undefined });
new UsersApi({
	...options,
	timeoutMs: undefined,
	maxRetries: undefined,
	fetch: undefined,
	onAttempt: undefined,
	sleep: undefined,
});

export async function all(page: ListOptions): Promise<User[]> {
	const list: UsersList = await api.list(page);
	const isComplete: boolean = list.complete;
	return isComplete ? list.users : [];
}

export async function remove(userId: number): Promise<PowensErrorCode | null> {
	try {
		const user: User = await api.get(userId, { timeoutMs: 5, token: "token" });
		const done: Promise<void> = api.delete(user.id);
		await done;
		await api.delete("me");
		return null;
	} catch (error) {
		if (!isPowensError(error)) throw error;
		const known: PowensError & Error = error;
		const effect: "none" | "unknown" | null = known.effect;
		return effect === "unknown" || known.cause?.message === "" ? null : known.code;
	}
}
