import { isPowensError, PowensError, UsersApi, Webhooks } from "powens-users";
import { exercise } from "../exercise.mjs";
import { report } from "../report.mjs";

report((options) => exercise({ UsersApi, Webhooks, PowensError, isPowensError }, options));
