// @ts-check
// Webhooks of a whole sandbox: what happens in it reaches an application's own handler, without a port.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Webhooks } from "powens-users";
import { open } from "./helpers.mjs";
import { listen, SECRET } from "./webhook-sender.mjs";

const webhooks = new Webhooks({ secretKey: SECRET });

/** @param {import("powens-users/sandbox").SandboxOptions} [options] */
function listening(options) {
	const opened = open({ users: 5, ...options });
	const { sandbox } = opened;
	/** @type {any[]} */
	const events = [];
	for (const event of /** @type {const} */ ([
		"USER_CREATED",
		"USER_DELETED",
		"USER_SYNCED",
		"CONNECTION_SYNCED",
		"CONNECTION_DELETED",
	])) {
		const handler = async (/** @type {Request} */ request) => {
			events.push(await webhooks.verifyRequest(event, request));
			return new Response(null, { status: 204 });
		};
		sandbox.webhooks.register({ event, url: `https://app.example/hooks/${event}`, handler, secretKey: SECRET });
	}
	const told = async () => {
		await sandbox.webhooks.settled();
		return events.splice(0).map(({ type, payload }) => `${type} ${(payload.user ?? payload).id}`);
	};
	return { ...opened, told };
}

test("a permanent user: USER_CREATED, and USER_DELETED by the call that deletes", async () => {
	const { sandbox, ask, told } = listening();
	const { id, token } = sandbox.createUser();
	assert.deepEqual(await told(), [`USER_CREATED ${id}`]);
	assert.equal((await ask("DELETE", "/2.0/users/me", { token })).status, 204);
	assert.deepEqual(await told(), [`USER_DELETED ${id}`]);
});

test("a temporary user: nothing until a permanent token makes the user permanent", async () => {
	const { sandbox, renew, told } = listening();
	const { id } = sandbox.createUser({ permanent: false });
	assert.deepEqual(await told(), []);
	await renew({ id_user: id });
	assert.deepEqual(await told(), [`USER_CREATED ${id}`]);
});

test("what happens to a temporary user is sent once the user is permanent", async () => {
	const { sandbox, renew, told } = listening();
	const { id } = sandbox.createUser({ permanent: false });
	const synced = sandbox.sync(id).map(() => `CONNECTION_SYNCED ${id}`);
	assert.ok(synced.length > 0);
	assert.deepEqual(await told(), []);
	await renew({ id_user: id });
	// In any order: one webhook waits for no other.
	assert.deepEqual((await told()).sort(), [...synced, `USER_CREATED ${id}`, `USER_SYNCED ${id}`].sort());
});

test("a temporary user who is deleted: never anything", async () => {
	const { sandbox, ask, told } = listening();
	const { id, token } = sandbox.createUser({ permanent: false });
	sandbox.sync(id);
	assert.equal((await ask("DELETE", "/2.0/users/me", { token })).status, 204);
	assert.deepEqual(await told(), []);
});

test("a temporary user who ends: never anything", async () => {
	const { sandbox, told } = listening();
	sandbox.createUser({ permanent: false });
	await sandbox.clock.advance(31 * 60_000);
	assert.deepEqual(await told(), []);
});

test("the record says what was sent; snapshots bring back what waits; reset brings back the webhooks of the options", async () => {
	let status = 500;
	const handler = () => new Response(null, { status });
	const { sandbox } = open({ users: 5, webhooks: [{ event: "USER_CREATED", url: "https://app.example/", handler }] });
	sandbox.createUser();
	await sandbox.webhooks.settled();
	const snapshot = JSON.parse(JSON.stringify(sandbox.snapshot()));
	status = 204;
	await sandbox.clock.advance(5000);
	const outcomes = () => sandbox.record().flatMap((entry) => (entry.kind === "delivery" ? [entry.outcome] : []));
	assert.deepEqual(outcomes(), ["refused", "accepted"]);
	sandbox.restore(snapshot);
	assert.equal(sandbox.webhooks.health(1).waiting, 1);
	await sandbox.clock.advance(5000);
	assert.deepEqual(outcomes(), ["refused", "accepted", "accepted"]);
	sandbox.reset();
	assert.equal(sandbox.webhooks.list().length, 1);
	assert.equal(sandbox.webhooks.health(1).attempts, 0);
	sandbox.close();
});

test("a test names a user of the sandbox; without any it is a RangeError", async () => {
	const { sandbox } = open({ users: 5 });
	sandbox.webhooks.register({ event: "USER_CREATED", url: "https://app.example/", handler: () => new Response() });
	assert.equal((await sandbox.webhooks.test(1)).userId, 1);
	const { sandbox: empty } = open({
		users: 0,
		webhooks: [{ event: "USER_CREATED", url: "https://app.example/", handler: () => new Response() }],
	});
	await assert.rejects(empty.webhooks.test(1), RangeError);
});

test("a provider made by POST /webhooks/auth signs", async (t) => {
	const { origin, received } = await listen(t);
	const { sandbox, ask } = open({ users: 5 });
	const made = await ask("POST", "/webhooks/auth", {
		token: sandbox.configurationToken,
		headers: { "Content-Type": "application/json" },
		body: JSON.stringify({ type: "hmac_signature", name: "ours" }),
	});
	const { id: providerId, config } = await made.json();
	sandbox.webhooks.register({ event: "USER_CREATED", url: `${origin}/hooks`, providerId });
	const { id } = sandbox.createUser();
	await sandbox.webhooks.settled();
	const [{ headers, body }] = received;
	const { payload } = new Webhooks({ secretKey: config.secret_key }).verify("USER_CREATED", { path: "/hooks", headers, body });
	assert.equal(payload.id, id);
});
