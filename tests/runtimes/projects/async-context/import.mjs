import { AsyncLocalStorage } from "node:async_hooks";
import * as powens from "powens-users";
import { exerciseContext } from "../context-exercise.mjs";

console.log(JSON.stringify(await exerciseContext(powens, AsyncLocalStorage)));
