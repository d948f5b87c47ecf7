// @ts-check
// What docs/receiving-redis.md says: its program runs, its user may do what the inbox does, its options are those that there are.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { Redis } from "ioredis";
import { cache, inProject } from "../../scripts/lib/paths.mjs";
import { startRedis } from "../receiver/servers/redis.mjs";
import { HASH, KEPT, missing, quietInbox } from "./redis-store.mjs";
import { sendOne } from "./send-one.mjs";

const page = readFileSync(inProject("docs/receiving-redis.md"), "utf8");

test("its options are those of redisInbox, with their defaults", () => {
	const source = readFileSync(inProject("js/receiver/inbox/redis/options.ts"), "utf8");
	const [, body = ""] = /export interface RedisInboxOptions \{\n(.*?)\n\}/s.exec(source) ?? [];
	const names = [...body.matchAll(/^\treadonly (\w+)\?:/gm)].map(([, name]) => name);
	const told = [...page.matchAll(/^\| `(\w+)` \| /gm)].map(([, name]) => name);
	assert.deepEqual(told, names);
	assert.match(body, /@defaultValue "powens:inbox:"/);
	assert.match(body, /@defaultValue 2592000000 \(30 days\)/);
});

describe("on a server", { skip: missing }, () => {
	/** @type {import("../receiver/servers/redis.mjs").RedisServer} */
	let server;
	before(async () => {
		server = await startRedis();
	});
	after(() => server.stop());

	test("its program runs, and its server is told to be as it should be", async () => {
		const [, program = ""] = /```js\n(.*?)```/s.exec(page) ?? [];
		// Inside the project, where the packages are found.
		const folder = mkdtempSync(join(cache, "docs-"));
		try {
			const file = join(folder, "program.mjs");
			writeFileSync(
				file,
				program.replace("await receiver.stop();", `await ${String(sendOne)}(receiver);\nawait receiver.stop();`),
			);
			const { stdout, stderr } = await promisify(execFile)(process.execPath, [file], {
				env: { ...process.env, REDIS_URL: server.url },
			});
			assert.match(stdout, /^\d+ \/powens\/user-created\n/);
			assert.equal(stderr, "");
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	});

	test("its user may do all that the inbox does, and nothing else", async () => {
		const [, user = ""] = /^(ACL SETUSER .*)$/m.exec(page) ?? [];
		const [command = "", ...args] = user.split(" ");
		const admin = new Redis(server.url);
		await admin.call(command, ...args);
		admin.disconnect();
		const client = new Redis(server.port, "127.0.0.1", { username: "powens", password: "secret" });
		/** @type {string[]} */
		const told = [];
		try {
			const inbox = quietInbox(client, { prefix: "powens:inbox:", warn: (message) => told.push(message) });
			const claim = (/** @type {string} */ key, /** @type {string} */ token) => inbox.claim(key, HASH, token, 60_000);
			for (const key of ["a", "b", "c"]) assert.deepEqual(await claim(key, "1"), { state: "claimed", attempt: 1 });
			assert.equal(await inbox.renew("a", "1", 60_000), true);
			assert.equal(await inbox.commit("a", "1"), true);
			await inbox.release("b", "1", false);
			assert.equal(await inbox.keep("c", "1", KEPT), true);
			assert.equal((await inbox.list({ after: "c" })).length, 0);
			assert.equal((await inbox.list()).length, 1);
			assert.equal((await inbox.read("c"))?.bytes, KEPT.body.length);
			assert.equal(await inbox.drop("c"), true);
			assert.deepEqual(await inbox.list({ after: "c" }), []);
			await assert.rejects(client.get("powens:inbox:kept"), /NOPERM/);
			const elsewhere = quietInbox(client, { prefix: "other:" });
			await assert.rejects(
				elsewhere.claim("a", HASH, "1", 60_000),
				/RedisInboxError: Redis did not claim: .*(NOPERM|No permissions)/,
			);
			assert.deepEqual(told, []);
		} finally {
			client.disconnect();
		}
	});
});
