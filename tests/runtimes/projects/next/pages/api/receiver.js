import "../../no-compilation.js";
import * as powens from "powens-users";
import * as receiver from "powens-users/receiver";
import { exerciseReceiver } from "../../../receiver-exercise.mjs";

export const config = { runtime: "edge" };

export default async function handler() {
	if (typeof EdgeRuntime !== "string") throw new Error("This is another runtime.");
	return Response.json(await exerciseReceiver(powens, receiver));
}
