// The HTTP side of a sandbox: a Hono app with the API under /2.0. Reads and changes the stores, keeps nothing itself.
// Not hono/tiny, whose router takes `/users/` for `/users`.
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { type RandomBytes, requestId } from "../random.js";
import { CLIENT_ID, CLIENT_SECRET, type TokenOwner, type TokenStore } from "../state/tokens.js";
import type { SandboxUser, UserStore } from "../state/users.js";
import { corsHeaders, type OriginCheck, preflightHeaders } from "./cors.js";
import { asApiError, errorBody, forbidden, invalidValue, methodNotAllowed, notFound, unauthorized } from "./errors.js";
import { pageLinks, readPage } from "./paging.js";
import { readRenewRequest } from "./renew.js";

/** What the routes work on. */
export interface RoutesOptions {
	readonly users: UserStore;
	readonly tokens: TokenStore;
	readonly isAllowedOrigin: OriginCheck;
	readonly randomBytes: RandomBytes;
}

type RoutesEnv = { Variables: { requestId: string } };
type RoutesContext = Context<RoutesEnv>;

const MAX_RENEW_BYTES = 65_536;

/** The Hono app that answers for a sandbox, under any host. */
export function createRoutes(options: RoutesOptions): Hono<RoutesEnv> {
	const { users, tokens } = options;
	const app = new Hono<RoutesEnv>();
	addCommonParts(app, options);

	app.get("/2.0/users", (c) => {
		requireUsersToken(c, tokens);
		return list(c, users);
	});
	app.all("/2.0/users", () => refuseMethod("GET, HEAD"));

	app.get("/2.0/users/:userId", (c) => c.json(requireUser(c, options)));
	app.delete("/2.0/users/:userId", (c) => {
		const { id } = requireUser(c, options);
		users.remove(id);
		tokens.revoke(id);
		return c.body(null, 204);
	});
	app.all("/2.0/users/:userId", () => refuseMethod("GET, HEAD, DELETE"));

	app.post("/2.0/auth/renew", bodyLimit({ maxSize: MAX_RENEW_BYTES, onError: refuseSize }), (c) => renew(c, options));
	app.all("/2.0/auth/renew", () => refuseMethod("POST"));
	return app;
}

/** Request ids, CORS, errors: what every answer has. */
function addCommonParts(app: Hono<RoutesEnv>, { isAllowedOrigin, randomBytes }: RoutesOptions): void {
	app.use(async (c, next) => {
		c.set("requestId", requestId(randomBytes));
		const origin = c.req.header("Origin");
		setHeaders(c, { "X-Request-Id": c.var.requestId, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" });
		setHeaders(c, corsHeaders(origin, isAllowedOrigin));
		if (origin === undefined || c.req.method !== "OPTIONS") return next();
		if (!isAllowedOrigin(origin)) throw forbidden("The origin of the page is not in biapi.allowed_origins.");
		setHeaders(c, preflightHeaders(origin, c.req.header("Access-Control-Request-Headers")));
		return c.body(null, 204);
	});
	app.notFound(() => {
		throw notFound("There is nothing at this path.");
	});
	app.onError((thrown, c) => {
		const error = asApiError(thrown);
		setHeaders(c, error.headers);
		return c.json(errorBody(error, c.var.requestId), error.status);
	});
}

function setHeaders(c: RoutesContext, headers: Readonly<Record<string, string>>): void {
	for (const [name, value] of Object.entries(headers)) c.header(name, value);
}

function refuseMethod(allow: string): never {
	throw methodNotAllowed(allow);
}

function refuseSize(): never {
	throw invalidValue(`The body is to have at most ${MAX_RENEW_BYTES} bytes.`);
}

/** Whose token the request carries, or 401. */
function authenticate(c: RoutesContext, tokens: TokenStore): TokenOwner {
	const header = c.req.header("Authorization");
	if (header === undefined) throw unauthorized("The Authorization header is missing.");
	const token = /^Bearer +([\x21-\x7e]+)$/i.exec(header)?.[1];
	if (token === undefined) throw unauthorized("The Authorization header is not of the form: Bearer, a space, a token.");
	const owner = tokens.owner(token);
	if (owner === null) throw unauthorized("The token is not known, or was revoked.");
	return owner;
}

function requireUsersToken(c: RoutesContext, tokens: TokenStore): void {
	if (authenticate(c, tokens).kind !== "users") throw forbidden("The token is that of a user; a users token is needed.");
}

/**
 * The user whom the path and the token both mean. In this order: 401 no valid token, 403 a users token, 400 no id (`all` is
 * none, whatever older versions of the API accepted), 404 another id than the token's own.
 */
function requireUser(c: RoutesContext, { users, tokens }: RoutesOptions): SandboxUser {
	const owner = authenticate(c, tokens);
	if (owner.kind !== "user") throw forbidden("The token is a users token; the token of the user is needed.");
	const user = users.find(owner.userId);
	if (user === undefined) throw unauthorized("The user of this token was deleted, or never existed.");
	const wanted = c.req.param("userId") ?? "";
	if (wanted !== "me" && !isUserId(wanted)) throw invalidValue("The id of a user is a positive integer, or me.");
	if (wanted !== "me" && Number(wanted) !== user.id) throw notFound("The token has no user of this id.");
	return user;
}

function isUserId(text: string): boolean {
	return /^[1-9]\d{0,15}$/.test(text) && Number.isSafeInteger(Number(text));
}

function list(c: RoutesContext, users: UserStore): Response {
	const url = new URL(c.req.url);
	const page = readPage(url.searchParams);
	if (page === null) {
		c.header("Content-Type", "application/json");
		return c.body(`{"users":${users.listText()},"total":${users.count}}`);
	}
	const found = users.slice(page.offset, page.limit ?? users.count);
	return c.json({ users: found, total: users.count, _links: pageLinks(url, page, users.count) });
}

async function renew(c: RoutesContext, { users, tokens }: RoutesOptions): Promise<Response> {
	const request = readRenewRequest(c.req.header("Content-Type"), await c.req.text());
	// Not 401, which the documentation keeps for the Authorization header. Before the user is looked up: who has no secret learns nothing.
	if (request.clientId !== CLIENT_ID || request.clientSecret !== CLIENT_SECRET)
		throw forbidden("client_id and client_secret do not match.");
	if (users.find(request.userId) === undefined) throw notFound("There is no user of this id.");
	if (request.revokePrevious) tokens.revoke(request.userId);
	return c.json({ access_token: tokens.issue(request.userId), token_type: "Bearer" });
}
