import * as powens from "powens-users";
import { exercise } from "../../../exercise.mjs";

export default defineEventHandler((event) => {
	const { sandbox, token } = getQuery(event);
	return exercise(powens, { baseUrl: sandbox, usersToken: token });
});
