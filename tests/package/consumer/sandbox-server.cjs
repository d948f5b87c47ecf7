// The server of the sandbox in a CommonJS program.
const assert = require("node:assert/strict");
const { UsersApi } = require("powens-users");
const { createSandbox } = require("powens-users/sandbox");
const { listen } = require("powens-users/sandbox/server");

const sandbox = createSandbox({ users: 3 });
listen(sandbox, { port: 0 }).then(async ({ url, close }) => {
	try {
		const api = new UsersApi({ baseUrl: `${url}/2.0`, usersToken: sandbox.usersToken });
		assert.equal((await api.list()).users.length, 3);
	} finally {
		await close();
	}
});
