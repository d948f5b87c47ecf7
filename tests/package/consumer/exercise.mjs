// Lists, gets and deletes, and receives a webhook, with whatever copy of the package it is given.
import assert from "node:assert/strict";
import { createSandbox } from "powens-users/sandbox";

/** @param {typeof import("powens-users")} entry */
export async function exercise(entry) {
	await exerciseUsers(entry);
	exerciseWebhooks(entry);
}

/** @param {typeof import("powens-users")} entry */
export function exerciseWebhooks({ Webhooks, isPowensError, checkPayload, isKnownConnectionState }) {
	const webhooks = new Webhooks({ secretKey: "secret" });
	const path = "/hooks/user-synced";
	const account = { id: 2, transactions: [{ id: 3, wording: "Café à 3 €" }] };
	const payload = { user: { id: 42 }, connections: [{ id: 1, state: "wrongpass", accounts: [account] }], id_webhook_data: 7 };
	const body = JSON.stringify(payload);
	const headers = webhooks.sign({ path, body });
	const event = webhooks.verify("USER_SYNCED", { path, headers, body });
	assert.deepEqual([event.type, event.id, event.user.id], ["USER_SYNCED", 7, 42]);
	assert.deepEqual(event.payload, payload);
	assert.deepEqual(
		[...event.transactions()].map(({ transaction }) => transaction.wording),
		["Café à 3 €"],
	);
	assert.ok(isKnownConnectionState(event.connections[0].state));
	assert.ok(checkPayload("USER_SYNCED", payload).ok);

	const forged = new Webhooks({ secretKey: "another" }).sign({ path, body });
	try {
		webhooks.verify("USER_SYNCED", { path, headers: forged, body });
		assert.fail("a forged webhook was accepted");
	} catch (error) {
		assert.ok(isPowensError(error), String(error));
		assert.deepEqual([error.code, error.authentic, error.httpStatus], ["signature_mismatch", false, 401]);
	}
}

/** @param {typeof import("powens-users")} entry */
export async function exerciseUsers({ UsersApi, PowensError, isPowensError }) {
	const sandbox = createSandbox({ users: 5 });
	const api = new UsersApi({
		domain: "acme-sandbox",
		usersToken: sandbox.usersToken,
		userToken: (userId) => sandbox.userToken(userId === "me" ? 1 : userId),
		fetch: sandbox.fetch,
		maxRetries: 0,
	});

	const { users, complete } = await api.list();
	assert.equal(users.length, 5);
	assert.equal(complete, true);
	const { id } = users[1];
	assert.deepEqual(await api.get(id), users[1]);

	assert.equal(await api.delete(1), undefined);
	assert.equal((await api.list()).users.length, 4);
	const token = "sandbox-user-token-1";
	const gone = await api.get(1, { token }).catch((error) => error);
	assert.ok(gone instanceof PowensError);
	assert.ok(gone instanceof Error);
	assert.ok(isPowensError(gone));
	assert.equal(Object.prototype.toString.call(gone), "[object Error]");
	assert.equal(gone.name, "PowensError");
	assert.equal(gone.code, "http_status");
	assert.equal(gone.status, 401);
	assert.match(gone.stack, /^PowensError: /);
	assert.ok(!JSON.stringify(gone).includes(token));

	const refused = await api.delete("all").catch((error) => error);
	assert.ok(refused instanceof PowensError);
	assert.equal(refused.code, "invalid_argument");
	assert.equal(refused.effect, "none");
}
