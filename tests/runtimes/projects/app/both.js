// A page of which one part imports the package, and another, older one requires it.
import { isPowensError, PowensError, UsersApi } from "powens-users";
import { exercise } from "../exercise.mjs";
import { report } from "../report.mjs";
import older from "./older.cjs";

report((options) => {
	if (UsersApi !== older.UsersApi || PowensError !== older.PowensError) throw new Error("import and require gave two classes");
	return exercise({ UsersApi, Webhooks: older.Webhooks, PowensError: older.PowensError, isPowensError }, options);
});
