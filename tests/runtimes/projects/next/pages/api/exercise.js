import "../../no-compilation.js";
import * as powens from "powens-users";
import { init, UsersApi } from "powens-users/web";
import { exercise } from "../../../exercise.mjs";

export const config = { runtime: "edge" };

export default async function handler(request) {
	if (typeof EdgeRuntime !== "string") throw new Error("This is another runtime.");
	await init();
	if (UsersApi !== powens.UsersApi) throw new Error("There are two sets of classes.");
	const { searchParams } = request.nextUrl;
	return Response.json(await exercise(powens, { baseUrl: searchParams.get("sandbox"), usersToken: searchParams.get("token") }));
}
