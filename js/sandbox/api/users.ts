// The calls on users: list, get, delete.
import type { SandboxUser } from "../state/users.js";
import { type ApiOptions, requireToken, requireUserToken } from "./access.js";
import { type ApiCall, empty, json, jsonText, type Route } from "./call.js";
import { invalidValue, refusal } from "./errors.js";
import { pageLinks, readPage } from "./paging.js";

export function usersRoutes(options: ApiOptions): readonly Route[] {
	const [all, one] = [/^\/2\.0\/users$/, /^\/2\.0\/users\/([^/]+)$/];
	return [
		{ name: "GET /users", path: all, answer: (call) => list(call, options) },
		{ name: "GET /users/{id}", path: one, answer: (call) => json(requireUser(call, options)) },
		{ name: "DELETE /users/{id}", path: one, answer: (call) => remove(call, options) },
	];
}

function remove(call: ApiCall, options: ApiOptions): Response {
	const user = requireUser(call, options);
	options.world.deleteUser(call.told, user.id);
	const { deleteAnswer } = options.choices;
	if (deleteAnswer === "user") return json(user);
	return deleteAnswer === "object" ? json({ result: "deleted" }) : empty();
}

/**
 * The user whom the path and the token both mean. In this order: no valid token, a token of another kind, no id (`all` is none,
 * whatever older versions of the API accepted), another id than the token's own.
 */
function requireUser(call: ApiCall, options: ApiOptions): SandboxUser {
	const { user } = requireUserToken(call, options);
	const wanted = call.id;
	if (wanted !== "me" && !isUserId(wanted)) throw invalidValue("The id of a user is a positive integer, or me.");
	if (wanted !== "me" && Number(wanted) !== user.id)
		throw refusal(options.choices.foreignUserStatus, "The token has no user of this id.");
	return user;
}

function isUserId(text: string): boolean {
	return /^[1-9]\d{0,15}$/.test(text) && Number.isSafeInteger(Number(text));
}

function list(call: ApiCall, options: ApiOptions): Response {
	requireToken(call, options, "users");
	const { world, choices } = options;
	const page = choices.listPages ? readPage(call.url.searchParams) : null;
	const users = world.users.listed(choices.listTemporary);
	const total = users.length;
	if (page === null) {
		return jsonText(`{"users":${world.users.listText(choices.listTemporary)}${choices.listTotal ? `,"total":${total}` : ""}}`);
	}
	const found = users.slice(page.offset, page.offset + (page.limit ?? total));
	const _links = pageLinks(call.url, page, total);
	return json(choices.listTotal ? { users: found, total, _links } : { users: found, _links });
}
