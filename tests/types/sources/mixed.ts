// An ES module that gives its objects to a library that is CommonJS: they are of the same classes, as they are when it runs.
import { UsersApi, Webhooks } from "powens-users";
import { UsersApi as WebUsersApi } from "powens-users/web";
import { count, sign } from "./library.cjs";

export const counts: Promise<number>[] = [
	count(new UsersApi({ domain: "acme-sandbox" })),
	count(new WebUsersApi({ domain: "acme-sandbox" })),
];
export const signed: object = sign(new Webhooks({ secretKey: "secret" }), "{}");
