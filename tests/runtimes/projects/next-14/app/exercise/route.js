import * as powens from "powens-users";
import { exercise } from "../../../exercise.mjs";

export async function GET(request) {
	const { searchParams } = request.nextUrl;
	return Response.json(await exercise(powens, { baseUrl: searchParams.get("sandbox"), usersToken: searchParams.get("token") }));
}
