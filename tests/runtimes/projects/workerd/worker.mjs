import * as powens from "powens-users";
import { init, UsersApi } from "powens-users/web";
import { exercise } from "../exercise.mjs";

export default {
	async fetch(request) {
		await init();
		if (UsersApi !== powens.UsersApi) throw new Error("There are two sets of classes.");
		const { searchParams } = new URL(request.url);
		return Response.json(await exercise(powens, { baseUrl: searchParams.get("sandbox"), usersToken: searchParams.get("token") }));
	},
};
