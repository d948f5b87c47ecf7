import "../../no-compilation.js";
import * as powens from "powens-users";
import { exercise } from "../../../exercise.mjs";

export const runtime = "edge";

export async function GET(request) {
	if (typeof EdgeRuntime !== "string") throw new Error("This is another runtime.");
	const { searchParams } = request.nextUrl;
	return Response.json(await exercise(powens, { baseUrl: searchParams.get("sandbox"), usersToken: searchParams.get("token") }));
}
