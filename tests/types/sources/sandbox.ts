// The sandbox compiles for every kind of consumer, with and without the types of a platform.
import { UsersApi } from "powens-users";
import {
	createSandbox,
	type Delivery,
	type FaultPlan,
	type RecordEntry,
	type Sandbox,
	type SandboxChoices,
	type SandboxOptions,
	type SandboxSnapshot,
} from "powens-users/sandbox";

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

const faults: FaultPlan = { rules: [{ fault: "latency", on: "DELETE /users/{id}", probability: 0.5, ms: 300 }] };
const choices: Partial<SandboxChoices> = { deleteAnswer: "user" };
const emulator = createSandbox({
	allowedOrigins: "recorded",
	callsPerMinute: 30,
	choices,
	faults,
	clock: { frozenAt: 0 },
	deliver: "manual",
	allowedHosts: ["staging.example.com"],
	gzip: false,
	cfonb: false,
	recordHeaders: ["x-job"],
	webhooks: [{ event: "USER_CREATED", url: "http://localhost:3000/webhook", secretKey: "key", handler: () => undefined }],
});

export async function emulate(): Promise<readonly Delivery[]> {
	const { id, token } = emulator.createUser({ permanent: true });
	const transactions = emulator.sync(id).flatMap(({ accounts }) => accounts ?? []).length;
	const registration = emulator.webhooks.register({ event: "USER_DELETED", url: "http://localhost:3000/gone", secretKey: "key" });
	await emulator.clock.advance(transactions + token.length);
	const kept: SandboxSnapshot = emulator.snapshot();
	emulator.setFaults(null);
	emulator.restore(kept);
	const end: () => void = emulator.subscribe((entry) => entry.sequence);
	const entries: RecordEntry[] = emulator.record();
	for (const entry of entries) if (entry.kind === "request" && entry.ended === "answered") end();
	const body: Uint8Array | undefined = emulator.webhooks.request(1)?.body;
	return emulator.webhooks.health(registration.id).isCritical && body === undefined ? [] : emulator.webhooks.flush();
}

// @ts-expect-error no such choice
createSandbox({ choices: { deleteAnswers: "user" } });
// @ts-expect-error no such value of a choice
createSandbox({ choices: { deleteAnswer: "all" } });
// @ts-expect-error no such event
emulator.webhooks.register({ event: "USER_MADE", url: "http://localhost:3000" });
// @ts-expect-error no such fault
emulator.setFaults({ rules: [{ fault: "gremlins" }] });
// @ts-expect-error a snapshot is what snapshot() gave
emulator.restore({});
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
