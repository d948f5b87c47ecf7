// @ts-check
// OAuth2: a token from the receiver's server by client credentials, kept while it is good.
import assert from "node:assert/strict";
import { test } from "node:test";
import { created, listen, openSender } from "./webhook-sender.mjs";

const CREDENTIALS = { clientId: "powens & co", clientSecret: "sécret=&+" };
const good = { access_token: "abc+/=", token_type: "Bearer", expires_in: 60 };

/**
 * @param {import("node:test").TestContext} t
 * @param {Parameters<typeof openSender>[0]} [options]
 * @param {(count: number) => unknown} [give]
 */
async function open(t, options, give = () => good) {
	let tokens = 0;
	let status = 204;
	const server = await listen(t, (request, response) => {
		if (request.url !== "/token") {
			response.writeHead(status).end();
			return;
		}
		tokens += 1;
		const answer = give(tokens);
		response.writeHead(200, { "Content-Type": "application/json" });
		response.end(typeof answer === "string" ? answer : JSON.stringify(answer));
	});
	const opened = openSender(options);
	const { origin } = server;
	opened.sender.register({
		event: "USER_CREATED",
		url: `${origin}/hooks`,
		mechanism: { type: "oauth", url: `${origin}/token`, ...CREDENTIALS },
	});
	let userId = 0;
	const deliver = async () => {
		opened.sender.enqueue(created(++userId), { waits: false });
		return (await opened.sender.flush())[0];
	};
	const answerWith = (/** @type {number} */ given) => {
		status = given;
	};
	return { ...opened, ...server, deliver, answerWith, tokens: () => tokens };
}

for (const [oauthBody, type, parse] of /** @type {const} */ ([
	["form", "application/x-www-form-urlencoded", (/** @type {string} */ text) => Object.fromEntries(new URLSearchParams(text))],
	["json", "application/json", JSON.parse],
])) {
	test(`the credentials are posted as ${oauthBody}, and the token is sent as Bearer`, async (t) => {
		const { deliver, received } = await open(t, { choices: { oauthBody } });
		assert.equal((await deliver()).outcome, "accepted");
		const [token, hook] = received;
		assert.equal(token.method, "POST");
		assert.equal(token.headers["content-type"], type);
		const { clientId: client_id, clientSecret: client_secret } = CREDENTIALS;
		assert.deepEqual(parse(token.body.toString()), { grant_type: "client_credentials", client_id, client_secret });
		assert.equal(hook.headers.authorization, "Bearer abc+/=");
	});
}

test("a token is kept until its expires_in is over by the sandbox's clock, and dropped by a 401", async (t) => {
	const { deliver, answerWith, tokens, clock } = await open(t);
	await deliver();
	await clock.advance(59_999);
	await deliver();
	assert.equal(tokens(), 1);
	await clock.advance(1);
	await deliver();
	assert.equal(tokens(), 2);
	answerWith(401);
	await deliver();
	assert.equal(tokens(), 2);
	answerWith(204);
	await deliver();
	assert.equal(tokens(), 3);
});

test("one without expires_in is good for one delivery", async (t) => {
	const { deliver, tokens } = await open(t, {}, () => ({ access_token: "a", token_type: "bearer" }));
	await deliver();
	await deliver();
	assert.equal(tokens(), 2);
});

for (const [name, answer] of Object.entries({
	"no JSON": "<html>",
	"no object": "null",
	"no token": { token_type: "Bearer" },
	"a token that is no text": { ...good, access_token: 7 },
	"a token that would end its header": { ...good, access_token: "a\r\nX-Injected: 1" },
	"a token of another type": { ...good, token_type: "mac" },
	"no type": { access_token: "a" },
	"too much": JSON.stringify({ ...good, more: "x".repeat(100_000) }),
})) {
	test(`a server that gives ${name}: failed, and nothing is sent`, async (t) => {
		const { deliver, received, sender } = await open(t, {}, () => answer);
		const delivery = await deliver();
		assert.deepEqual([delivery.outcome, delivery.status], ["failed", null]);
		assert.equal(received.length, 1);
		assert.equal(sender.health(1).waiting, 1);
	});
}

test("a redirect of the server of tokens is not followed", async (t) => {
	const elsewhere = await listen(t, (_request, response) => response.end(JSON.stringify(good)));
	const server = await listen(t, (_request, response) => response.writeHead(307, { Location: elsewhere.origin }).end());
	const { sender } = openSender();
	sender.register({
		event: "USER_CREATED",
		url: server.origin,
		mechanism: { type: "oauth", url: server.origin, ...CREDENTIALS },
	});
	sender.enqueue(created(1), { waits: false });
	assert.equal((await sender.flush())[0].outcome, "failed");
	assert.equal(elsewhere.received.length, 0);
});

test("a handler is the server of tokens too: nothing goes over a network", async () => {
	const { sender } = openSender({ fetch: () => assert.fail() });
	/** @type {(string | null)[]} */
	const seen = [];
	const handler = async (/** @type {Request} */ request) => {
		if (new URL(request.url).pathname === "/token") return Response.json(good);
		seen.push(request.headers.get("authorization"));
		return new Response(null, { status: 204 });
	};
	const mechanism = { type: "oauth", url: "https://never.example/token", ...CREDENTIALS };
	sender.register({ event: "USER_CREATED", url: "https://never.example/hooks", handler, mechanism });
	sender.enqueue(created(1), { waits: false });
	assert.equal((await sender.flush())[0].outcome, "accepted");
	assert.deepEqual(seen, ["Bearer abc+/="]);
});
