// Lists the users of a domain: node examples/list.mjs
import { connect } from "./connect.mjs";

const { users, complete } = await connect().list();
for (const user of users.slice(0, 10)) console.log(user.id, user.signin ?? "never signed in");
console.log(`${users.length} users${complete ? "" : ", and there are more"}`);
