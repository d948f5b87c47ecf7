// Tests an application against the sandbox, with no port: npx vitest run app.vitest.test.mjs
import { UsersApi } from "powens-users";
import { createSandbox } from "powens-users/sandbox";
import { expect, test } from "vitest";
import { createApp } from "./app.mjs";

const secretKey = "any text";

/** A sandbox and an application that know each other; each test has its own. */
function start() {
	const sandbox = createSandbox();
	const api = new UsersApi({ domain: "acme-sandbox", userToken: sandbox.userToken, fetch: sandbox.fetch, maxRetries: 0 });
	const app = createApp({ api, secretKey });
	const url = "https://app.example/hooks/connection-synced";
	sandbox.webhooks.register({ event: "CONNECTION_SYNCED", url, secretKey, handler: app.fetch });
	return { sandbox, app };
}

const leaving = (userId) => new Request(`https://app.example/customers/${userId}`, { method: "DELETE" });

test("what Powens finds is counted, and once however often it is sent", async () => {
	const { sandbox, app } = start();
	const { id } = sandbox.createUser();
	const accounts = sandbox.sync(id).flatMap((connection) => connection.accounts);
	const count = accounts.flatMap((account) => account.transactions).length;
	await sandbox.webhooks.settled();
	expect(count).toBeGreaterThan(0);
	expect(app.transactionsOf(id)).toBe(count);

	const { status } = await sandbox.webhooks.replay(1);
	expect(status).toBe(204);
	expect(app.transactionsOf(id)).toBe(count);
});

test("what somebody else signed is refused", async () => {
	const { sandbox, app } = start();
	sandbox.setFaults({ rules: [{ fault: "forged", on: "CONNECTION_SYNCED" }] });
	sandbox.sync(42);
	await sandbox.webhooks.settled();
	expect(sandbox.webhooks.deliveries()[0].status).toBe(401);
	expect(app.transactionsOf(42)).toBe(0);
});

test("who leaves is deleted at Powens", async () => {
	const { sandbox, app } = start();
	expect((await app.fetch(leaving(42))).status).toBe(204);
	expect(sandbox.record().at(-1).changes).toEqual([{ type: "user_deleted", userId: 42 }]);
});

test("nobody is forgotten while it is not known whether Powens did", async () => {
	const { sandbox, app } = start();
	sandbox.sync(42);
	await sandbox.webhooks.settled();
	// The user is deleted, but the connection breaks before the answer.
	sandbox.setFaults({ rules: [{ fault: "reset", on: "DELETE /users/{id}", performs: "before" }] });
	const response = await app.fetch(leaving(42));
	expect(response.status).toBe(502);
	expect(await response.json()).toEqual({ effect: "unknown" });
	expect(app.transactionsOf(42)).toBeGreaterThan(0);
});
