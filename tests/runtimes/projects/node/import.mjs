import * as powens from "powens-users";
import { exercise } from "../exercise.mjs";

const { SANDBOX_URL: baseUrl, SANDBOX_TOKEN: usersToken } = process.env;
console.log(JSON.stringify(await exercise(powens, { baseUrl, usersToken })));
