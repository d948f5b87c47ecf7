import { UsersApi } from "powens-users";

interface Options {
	baseUrl: string;
	usersToken: string;
}

/**
 * What a call gets is the user of its token, and the token is that of the person in whose zone the call was made: first of calls made
 * one after the other in one turn, then of calls that one shared promise lets go on.
 */
export async function whoIsWho(options: Options) {
	const userToken = async () => `sandbox-user-token-${Zone.current.get("person")}`;
	const api = new UsersApi({ ...options, userToken });
	const of = async (work: () => Promise<{ id: number }>) => {
		const calls = [2, 3, 4].map((person) =>
			Zone.current.fork({ name: "person", properties: { person } }).run<Promise<{ id: number }>>(work),
		);
		return (await Promise.all(calls)).map(({ id }) => id);
	};
	const shared = new Promise((resolve) => setTimeout(resolve, 50));
	return {
		together: await of(() => api.get("me")),
		released: await of(async () => {
			await shared;
			return api.get("me");
		}),
	};
}
