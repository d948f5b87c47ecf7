import * as powens from "powens-users";
import { exercise } from "../exercise.mjs";

export default {
	async fetch(request) {
		const { searchParams } = new URL(request.url);
		return Response.json(await exercise(powens, { baseUrl: searchParams.get("sandbox"), usersToken: searchParams.get("token") }));
	},
};
