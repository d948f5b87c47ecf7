import { isPowensError, PowensError, UsersApi, Webhooks } from "powens-users";
import { exercise } from "../exercise.mjs";

const { SANDBOX_URL: baseUrl, SANDBOX_TOKEN: usersToken } = process.env;
const report = exercise({ UsersApi, Webhooks, PowensError, isPowensError }, { baseUrl, usersToken });
report.then((outcome) => console.log(JSON.stringify(outcome)));
