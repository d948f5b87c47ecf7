// Lists, gets and deletes with whatever copy of the package it is given.
import assert from "node:assert/strict";
import { createSandbox } from "powens-users/sandbox";

/** @param {typeof import("powens-users")} entry */
export async function exercise({ UsersApi, PowensError, isPowensError }) {
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
