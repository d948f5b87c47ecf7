// What must not compile. Each line that does is an error of its own.
import { isPowensError, type User, UsersApi } from "powens-users";

const api = new UsersApi({ domain: "acme-sandbox" });

// @ts-expect-error only a user id, or "me"
api.delete("all");
// @ts-expect-error a user id is a number
api.get("42");
// @ts-expect-error a user id is no BigInt
api.get(42n);
// @ts-expect-error a user id is required
api.delete();
// @ts-expect-error neither domain nor baseUrl
new UsersApi({ usersToken: "token" });
// @ts-expect-error both domain and baseUrl
new UsersApi({ domain: "acme-sandbox", baseUrl: "https://proxy.example" });
// @ts-expect-error without authorization only behind a proxy
new UsersApi({ domain: "acme-sandbox", usersToken: null });
// @ts-expect-error without authorization only behind a proxy
new UsersApi({ domain: "acme-sandbox", userToken: null });
// @ts-expect-error plain http is a matter of baseUrl
new UsersApi({ domain: "acme-sandbox", allowInsecureHttp: true });
// @ts-expect-error a typo: usersToken
new UsersApi({ domain: "acme-sandbox", userstoken: "token" });
// @ts-expect-error a typo: limit
api.list({ limt: 10 });
// @ts-expect-error a number
api.list({ limit: "10" });
// @ts-expect-error a token of one call is text
api.get(42, { token: () => "token" });

export function wrongReads(user: User, error: unknown): void {
	// @ts-expect-error a typo: signin
	user.signIn;
	// @ts-expect-error not known to be ours yet
	error.code;
	if (!isPowensError(error)) return;
	// @ts-expect-error no such code
	if (error.code === "netwrok") return;
	// @ts-expect-error read-only
	error.code = "network";
}
