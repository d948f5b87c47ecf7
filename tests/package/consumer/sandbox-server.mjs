// The server of the sandbox in a program of its own: it lists users over HTTP, and makes one by the control.
import assert from "node:assert/strict";
import { UsersApi } from "powens-users";
import { createSandbox } from "powens-users/sandbox";
import { listen } from "powens-users/sandbox/server";

const sandbox = createSandbox({ users: 3 });
const server = await listen(sandbox, { port: 0, control: true });
try {
	const headers = { Authorization: `Bearer ${server.controlToken}` };
	assert.equal((await fetch(`${server.controlUrl}/users`, { method: "POST", headers })).status, 200);
	const api = new UsersApi({ baseUrl: `${server.url}/2.0`, usersToken: sandbox.usersToken });
	assert.deepEqual(
		(await api.list()).users.map(({ id }) => id),
		[1, 2, 3, 4],
	);
} finally {
	await server.close();
}
