import * as powens from "powens-users";
import { expect, test } from "vitest";
import { exercise } from "../exercise.mjs";

const { SANDBOX_URL: baseUrl, SANDBOX_TOKEN: usersToken, ENVIRONMENT } = process.env;

test(`the package works in ${ENVIRONMENT}`, async () => {
	expect(typeof document).toBe(ENVIRONMENT === "jsdom" ? "object" : "undefined");
	console.log(JSON.stringify(await exercise(powens, { baseUrl, usersToken })));
});
