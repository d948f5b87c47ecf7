const powens = require("powens-users");
const { createSandbox } = require("powens-users/sandbox");
const web = require("powens-users/web");
const { exercise } = require("../exercise.cjs");

const { SANDBOX_URL: baseUrl, SANDBOX_TOKEN: usersToken } = process.env;

test("the package works in a Node environment", async () => {
	process.stdout.write(`${JSON.stringify(await exercise(powens, { baseUrl, usersToken }))}\n`);
});

test("its other entries are there too", async () => {
	await web.init();
	expect(web.UsersApi).toBe(powens.UsersApi);
	expect(createSandbox({ users: 3 }).userToken(3)).toBe("sandbox-user-token-3");
});
