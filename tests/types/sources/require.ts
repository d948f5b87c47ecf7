// The older way of TypeScript to write `require`.
import powens = require("powens-users");
import sandbox = require("powens-users/sandbox");
import web = require("powens-users/web");

const api = new powens.UsersApi({ domain: "acme-sandbox", usersToken: "token", fetch: sandbox.createSandbox().fetch });
export const list: Promise<powens.UsersList> = web.init().then(() => api.list());

// @ts-expect-error every name has an `s` where the class has one
powens.UserApi;
