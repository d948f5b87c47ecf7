import { init, isPowensError, PowensError, UsersApi, Webhooks } from "powens-users/web";
import { exercise } from "../exercise.mjs";

const { SANDBOX_URL: baseUrl, SANDBOX_TOKEN: usersToken } = process.env;
const report = init().then(() => exercise({ UsersApi, Webhooks, PowensError, isPowensError }, { baseUrl, usersToken }));
report.then((outcome) => console.log(JSON.stringify(outcome)));
