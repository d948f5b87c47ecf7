// Gets one user: node examples/get.mjs 42
import { connect, userIdArgument } from "./connect.mjs";

const userId = userIdArgument("node examples/get.mjs <user id, or me>");
console.log(await connect().get(userId));
