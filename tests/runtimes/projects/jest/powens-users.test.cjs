const powens = require("powens-users");
const { exercise } = require("../exercise.cjs");

const { SANDBOX_URL: baseUrl, SANDBOX_TOKEN: usersToken } = process.env;

test("the package works in a Node environment", async () => {
	process.stdout.write(`${JSON.stringify(await exercise(powens, { baseUrl, usersToken }))}\n`);
});
