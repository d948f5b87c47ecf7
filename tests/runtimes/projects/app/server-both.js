// A server of which one part imports the package, and another, older one requires it.
import * as powens from "powens-users";
import * as web from "powens-users/web";
import { exercise } from "../exercise.mjs";
import older from "./older.cjs";
import { assertSame } from "./same.js";

assertSame(powens, web, older.powens, older.web);

const { SANDBOX_URL: baseUrl, SANDBOX_TOKEN: usersToken } = process.env;
const report = exercise({ ...powens, PowensError: older.powens.PowensError }, { baseUrl, usersToken });
report.then((outcome) => console.log(JSON.stringify(outcome)));
