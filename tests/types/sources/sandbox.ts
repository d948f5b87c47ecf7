// The sandbox compiles for every kind of consumer, with and without the types of a platform.
import { UsersApi } from "powens-users";
import { createSandbox, type Sandbox, type SandboxOptions } from "powens-users/sandbox";

const options: SandboxOptions = { users: 20, allowedOrigins: ["https://console.example"], seed: 1, nullSignins: true };
const sandbox: Sandbox = createSandbox(options);
new UsersApi({
	domain: "acme-sandbox",
	usersToken: sandbox.usersToken,
	userToken: (userId) => sandbox.userToken(userId === "me" ? 1 : userId),
	fetch: sandbox.fetch,
});

export async function renew(): Promise<number> {
	const response = await sandbox.fetch("/2.0/auth/renew", {
		method: "POST",
		headers: { "Content-Type": "application/json" },
		body: JSON.stringify({ client_id: sandbox.clientId, client_secret: sandbox.clientSecret, id_user: 1 }),
	});
	const requestId: string | null = response.headers.get("X-Request-Id");
	const text: string = await response.text();
	return requestId === null ? response.status : text.length;
}

// @ts-expect-error a typo: users
createSandbox({ user: 20 });
// @ts-expect-error a list, or "loopback"
createSandbox({ allowedOrigins: "https://console.example" });
// @ts-expect-error true or false
createSandbox({ nullSignins: "yes" });
// @ts-expect-error a user id is a number
sandbox.userToken("42");
// @ts-expect-error no number is a request
sandbox.fetch(42);
