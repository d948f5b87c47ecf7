// For bundlers that leave files alone: the .wasm is copied to where the page is.
import { init, isPowensError, PowensError, UsersApi, Webhooks } from "powens-users/web";
import { exercise } from "../exercise.mjs";
import { report } from "../report.mjs";

report(async (options) => {
	await init("powens_users.wasm");
	return exercise({ UsersApi, Webhooks, PowensError, isPowensError }, options);
});
