import * as powens from "powens-users";
import { exercise } from "../../../exercise.mjs";

export async function loader({ request }) {
	const { searchParams } = new URL(request.url);
	return Response.json(await exercise(powens, { baseUrl: searchParams.get("sandbox"), usersToken: searchParams.get("token") }));
}
