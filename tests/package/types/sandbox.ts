// The sandbox speaks the web's own types: a platform brings them.
import { UsersApi } from "powens-users";
import { createSandbox, type Sandbox, type SandboxOptions } from "powens-users/sandbox";

const options: SandboxOptions = { users: 20, allowedOrigins: ["https://console.example"], seed: 1 };
const sandbox: Sandbox = createSandbox(options);
new UsersApi({
	domain: "acme-sandbox",
	usersToken: sandbox.usersToken,
	userToken: (userId) => sandbox.userToken(userId === "me" ? 1 : userId),
	fetch: sandbox.fetch,
});
export const answer: Promise<Response> = sandbox.fetch("/2.0/users", {
	headers: { Authorization: `Bearer ${sandbox.usersToken}` },
});

// @ts-expect-error a typo: users
createSandbox({ user: 20 });
