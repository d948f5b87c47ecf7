// For bundlers that give the URL of a file for an import of it.
import wasm from "powens-users/powens_users.wasm";
import { init, isPowensError, PowensError, UsersApi, Webhooks } from "powens-users/web";
import { exercise } from "../exercise.mjs";
import { report } from "../report.mjs";

report(async (options) => {
	await init(wasm);
	return exercise({ UsersApi, Webhooks, PowensError, isPowensError }, options);
});
