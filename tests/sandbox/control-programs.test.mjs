// @ts-check
// A sandbox as a program of its own, which another program drives over HTTP: it makes things happen, and gets signed webhooks of them.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { UsersApi, Webhooks } from "powens-users";
import { receiver, until } from "./control.mjs";

const COMMAND = fileURLToPath(new URL("../../pkg/sandbox-command.js", import.meta.url));
const EVENTS = ["USER_CREATED", "USER_DELETED", "USER_SYNCED", "CONNECTION_SYNCED", "CONNECTION_DELETED"];

/**
 * The command behind `npm start`, as who started it sees it.
 *
 * @param {import("node:test").TestContext} t
 * @param {readonly string[]} args
 */
async function started(t, args) {
	const child = spawn(process.execPath, [COMMAND, "--port", "0", ...args], { stdio: ["ignore", "pipe", "inherit"] });
	t.after(async () => {
		const ended = once(child, "close");
		child.kill();
		assert.deepEqual(await ended, [0, null]);
	});
	let text = "";
	child.stdout.setEncoding("utf8").on("data", (chunk) => {
		text += chunk;
	});
	await until(() => text.includes("Ctrl+C"));
	/** @param {string} name */
	const row = (name) => new RegExp(`^ +${name} +(\\S+)`, "m").exec(text)?.[1] ?? assert.fail(`${name} is not in: ${text}`);
	/** @param {string} method @param {string} path @param {unknown} [body] */
	const control = async (method, path, body) => {
		const init = { method, headers: { Authorization: `Bearer ${row("Control token")}` } };
		const response = await fetch(row("Control") + path, body === undefined ? init : { ...init, body: JSON.stringify(body) });
		assert.ok(response.ok, `${path}: ${response.status}`);
		return response.status === 204 ? null : response.json();
	};
	return { text, row, control };
}

test("--webhook, twice: what happens is told to a handler, signed with the secret that is printed", async (t) => {
	/** @type {Webhooks | undefined} */
	let webhooks;
	const { url, handled } = await receiver(t, async (request) => {
		const type = request.url === "/created" ? "USER_CREATED" : "USER_SYNCED";
		const event = await webhooks?.verifyNode(type, request);
		return { type, user: event?.user.id };
	});
	const options = ["--webhook", `USER_CREATED=${url}/created`, "--webhook", `USER_SYNCED=${url}/synced`];
	const { row, text, control } = await started(t, ["--users", "3", ...options]);
	webhooks = new Webhooks({ secretKey: row("Webhook secret") });
	assert.ok(text.includes(`USER_CREATED to ${url}/created`) && text.includes(`USER_SYNCED to ${url}/synced`));
	const { id, token } = await control("POST", "/users");
	await until(() => handled.length === 1);
	await control("POST", `/users/${id}/sync`);
	await until(() => handled.length === 2);
	assert.deepEqual(handled, [
		{ type: "USER_CREATED", user: id },
		{ type: "USER_SYNCED", user: id },
	]);
	assert.equal(typeof token, "string");
	const { deliveries } = await control("GET", "/deliveries");
	assert.deepEqual(
		deliveries.map((/** @type {any} */ { outcome, status }) => [outcome, status]),
		[
			["accepted", 204],
			["accepted", 204],
		],
	);
	await control("POST", "/reset");
	const { webhooks: left } = await control("GET", "/webhooks");
	assert.equal(left.length, 2, "they are there from the start, so a reset brings them back");
});

test("a webhook that is registered by control: user, sync, delete, each verified by Webhooks in the receiver", async (t) => {
	const webhooks = new Webhooks({ secretKey: "a secret of the receiver" });
	const { url, handled } = await receiver(t, async (request) => {
		const type = /** @type {"USER_CREATED"} */ (request.url?.slice(1));
		const event = await webhooks.verifyNode(type, request);
		return [type, event.user.id];
	});
	const { row, control } = await started(t, ["--users", "3"]);
	for (const { id } of (await control("GET", "/webhooks")).webhooks) await control("DELETE", `/webhooks/${id}`);
	for (const event of ["USER_CREATED", "USER_SYNCED", "USER_DELETED"])
		await control("POST", "/webhooks", { event, url: `${url}/${event}`, secretKey: "a secret of the receiver" });
	const { id, token } = await control("POST", "/users", { permanent: true });
	const synced = await control("POST", `/users/${id}/sync`);
	assert.ok(synced.connections > 0 && synced.transactions > 0);
	await until(() => handled.length === 2);
	const api = new UsersApi({ baseUrl: row("API"), usersToken: row("Users token"), userToken: () => token });
	assert.equal((await api.list()).users.length, 4);
	await api.delete(id);
	await until(() => handled.length === 3);
	// Each webhook has a queue of its own, so their order among each other is open.
	assert.deepEqual(
		handled.map(String).sort(),
		[`USER_CREATED,${id}`, `USER_DELETED,${id}`, `USER_SYNCED,${id}`],
		"each was authentic, else there would be an error here",
	);
	const { entries } = await control("GET", "/record");
	const deleted = entries.find((/** @type {any} */ { route }) => route === "DELETE /users/{id}");
	assert.deepEqual(deleted.changes[0], { type: "user_deleted", userId: id });
});

test("a receiver with another secret refuses what is sent, and the sandbox says so", async (t) => {
	const webhooks = new Webhooks({ secretKey: "another secret" });
	const { url, handled } = await receiver(t, (request) => webhooks.verifyNode("USER_CREATED", request));
	const { control } = await started(t, ["--webhook", `USER_CREATED=${url}/`]);
	await control("POST", "/users");
	await until(() => handled.length > 0);
	assert.ok(handled[0] instanceof Error);
	const { deliveries } = await control("POST", "/flush");
	const all = (await control("GET", "/deliveries")).deliveries;
	assert.ok(deliveries.length <= all.length);
	assert.deepEqual([all[0].outcome, all[0].status], ["refused", 401]);
});

test("without --webhook all events go to its own inbox, and still do after a reset", async (t) => {
	const { row, control } = await started(t, ["--users", "3"]);
	const targets = async () =>
		(await control("GET", "/webhooks")).webhooks.map((/** @type {any} */ { event, url, secretKey }) => [event, url, secretKey]);
	const expected = EVENTS.map((event) => [event, `${row("Control")}/inbox/${event}`, row("Webhook secret")]);
	assert.deepEqual(await targets(), expected);
	await control("POST", "/reset");
	assert.deepEqual(await targets(), expected);
	await control("POST", "/users");
	await control("POST", "/flush");
	const { deliveries } = await control("GET", "/deliveries");
	assert.deepEqual(
		deliveries.map((/** @type {any} */ { event, outcome }) => [event, outcome]),
		[["USER_CREATED", "accepted"]],
	);
});

test("--allow-host lets webhooks be sent beyond this machine, by name", async (t) => {
	const { text } = await started(t, [
		...["--allow-host", "a.example", "--allow-host", "b.example"],
		...["--webhook", "USER_CREATED=https://a.example/hook", "--webhook", "USER_SYNCED=http://b.example:8080/"],
	]);
	assert.match(text, /USER_CREATED to https:\/\/a\.example\/hook\n/);
	assert.match(text, /USER_SYNCED to http:\/\/b\.example:8080\/\n/);
});
