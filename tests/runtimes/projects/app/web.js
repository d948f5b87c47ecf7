import { init, isPowensError, PowensError, UsersApi, Webhooks } from "powens-users/web";
import { exercise } from "../exercise.mjs";
import { initStreaming, report } from "../report.mjs";

report(async (options) => {
	await initStreaming(init);
	return exercise({ UsersApi, Webhooks, PowensError, isPowensError }, options);
});
