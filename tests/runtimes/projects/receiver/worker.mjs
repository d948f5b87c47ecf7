import * as powens from "powens-users";
import * as receiver from "powens-users/receiver";
import { exerciseReceiver } from "../receiver-exercise.mjs";

export default {
	fetch: async () => Response.json(await exerciseReceiver(powens, receiver)),
};
