import * as powens from "powens-users";
import { exercise } from "../../../exercise.mjs";

export async function GET({ url: { searchParams } }) {
	return Response.json(await exercise(powens, { baseUrl: searchParams.get("sandbox"), usersToken: searchParams.get("token") }));
}
