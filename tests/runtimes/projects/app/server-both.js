// A server of which one part imports the package, and another, older one requires it.
import * as powens from "powens-users";
import { exercise } from "../exercise.mjs";
import older from "./older.cjs";

const differing = Object.keys(powens).filter((name) => powens[name] !== older[name]);
if (differing.length > 0) throw new Error(`import and require gave two of ${differing.join(", ")}`);

const { SANDBOX_URL: baseUrl, SANDBOX_TOKEN: usersToken } = process.env;
const report = exercise({ ...powens, PowensError: older.PowensError }, { baseUrl, usersToken });
report.then((outcome) => console.log(JSON.stringify(outcome)));
