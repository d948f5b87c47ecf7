// The sandbox in a CommonJS program, as a test of jest's is one.
const assert = require("node:assert/strict");
const { UsersApi } = require("powens-users");
const { createSandbox } = require("powens-users/sandbox");

const { fetch, usersToken } = createSandbox({ users: 3 });
const api = new UsersApi({ domain: "acme-sandbox", usersToken, fetch });
api.list().then(({ users, complete }) => assert.deepEqual([users.length, complete], [3, true]));
