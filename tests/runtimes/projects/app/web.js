import { init, isPowensError, PowensError, UsersApi, Webhooks } from "powens-users/web";
import { exercise } from "../exercise.mjs";
import { report } from "../report.mjs";

report(async (options) => {
	await init();
	return exercise({ UsersApi, Webhooks, PowensError, isPowensError }, options);
});
