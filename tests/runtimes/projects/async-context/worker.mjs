import { AsyncLocalStorage } from "node:async_hooks";
import * as powens from "powens-users";
import { exerciseContext } from "../context-exercise.mjs";

export default {
	fetch: async () => Response.json(await exerciseContext(powens, AsyncLocalStorage)),
};
