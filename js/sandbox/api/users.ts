// The calls on users: list, get, delete.
import type { SandboxUser } from "../state/users.js";
import { type ApiApp, type ApiContext, type ApiOptions, refuseOtherMethods, requireToken, requireUserToken } from "./context.js";
import { invalidValue, refusal } from "./errors.js";
import { pageLinks, readPage } from "./paging.js";

export function addUsers(app: ApiApp, options: ApiOptions): void {
	app.get("/2.0/users", (c) => {
		requireToken(c, options, "users");
		return list(c, options);
	});
	refuseOtherMethods(app, "/2.0/users", "GET, HEAD");

	app.get("/2.0/users/:userId", (c) => c.json(requireUser(c, options)));
	app.delete("/2.0/users/:userId", (c) => {
		const user = requireUser(c, options);
		options.world.deleteUser(c.env.told, user.id);
		const { deleteAnswer } = options.choices;
		if (deleteAnswer === "user") return c.json(user);
		return deleteAnswer === "object" ? c.json({ result: "deleted" }) : c.body(null, 204);
	});
	refuseOtherMethods(app, "/2.0/users/:userId", "GET, HEAD, DELETE");
}

/**
 * The user whom the path and the token both mean. In this order: no valid token, a token of another kind, no id (`all` is none,
 * whatever older versions of the API accepted), another id than the token's own.
 */
function requireUser(c: ApiContext, options: ApiOptions): SandboxUser {
	const { user } = requireUserToken(c, options);
	const wanted = c.req.param("userId") ?? "";
	if (wanted !== "me" && !isUserId(wanted)) throw invalidValue("The id of a user is a positive integer, or me.");
	if (wanted !== "me" && Number(wanted) !== user.id)
		throw refusal(options.choices.foreignUserStatus, "The token has no user of this id.");
	return user;
}

function isUserId(text: string): boolean {
	return /^[1-9]\d{0,15}$/.test(text) && Number.isSafeInteger(Number(text));
}

function list(c: ApiContext, { world, choices }: ApiOptions): Response {
	const url = new URL(c.req.url);
	const page = choices.listPages ? readPage(url.searchParams) : null;
	const users = world.users.listed(choices.listTemporary);
	const total = users.length;
	if (page === null) {
		c.header("Content-Type", "application/json");
		return c.body(`{"users":${world.users.listText(choices.listTemporary)}${choices.listTotal ? `,"total":${total}` : ""}}`);
	}
	const found = users.slice(page.offset, page.offset + (page.limit ?? total));
	const _links = pageLinks(url, page, total);
	return c.json(choices.listTotal ? { users: found, total, _links } : { users: found, _links });
}
