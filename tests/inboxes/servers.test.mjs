// @ts-check
// The servers of the tests leave nothing behind, however the tests end.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { startPostgres } from "../receiver/servers/postgres.mjs";
import { startRedis } from "../receiver/servers/redis.mjs";
import { freePort, serverUser, until } from "../receiver/servers/temporary.mjs";
import { missing as missingPostgres, newPool } from "./postgres-store.mjs";
import { missing, RedisAdmin } from "./redis-store.mjs";

/** @param {"Redis" | "Postgres"} kind */
const programOf = (kind) => `
	import { start${kind} } from ${JSON.stringify(new URL(`../receiver/servers/${kind.toLowerCase()}.mjs`, import.meta.url).href)};
	const server = await start${kind}();
	console.log(server.port, server.folder);
	if (process.argv[1] === "throws") throw new Error("a test that fails");
	if (process.argv[1] === "stops") await server.stop();
	if (process.argv[1] !== "ends") setInterval(() => {}, 1_000);
	if (process.argv[1] === "stops") process.exit();
`;
/** @type {[kind: "Redis" | "Postgres", skip: string | false][]} */
const kinds = [
	["Redis", missing],
	["Postgres", missingPostgres],
];

for (const [kind, skip] of kinds) {
	for (const end of /** @type {const} */ (["stops", "ends", "throws", "SIGINT", "SIGTERM", "SIGKILL"])) {
		test(`no process and no folder of ${kind} is left by tests that end so: ${end}`, { skip }, async () => {
			const tests = spawn(process.execPath, ["--input-type=module", "--eval", programOf(kind), end], {
				stdio: ["ignore", "pipe", "ignore"],
			});
			const [line = ""] = await new Promise((resolve) =>
				createInterface({ input: tests.stdout }).once("line", (text) => resolve([text])),
			);
			const [port = "", folder = ""] = line.split(" ");
			if (end.startsWith("SIG")) {
				assert.ok(existsSync(folder));
				assert.ok(await answers(Number(port)));
				tests.kill(/** @type {NodeJS.Signals} */ (end));
			}
			await until("its folder is gone", () => folder !== "" && !existsSync(folder));
			await until("nobody listens on its port", async () => !(await answers(Number(port))));
		});
	}
}

for (const [kind, skip] of kinds) {
	test(`${kind} runs as a user of its own where the tests run as root, and keeps its folder to itself`, { skip }, async () => {
		const server = await (kind === "Redis" ? startRedis() : startPostgres());
		const { folder } = server;
		const { uid, mode } = statSync(folder);
		assert.equal(uid, serverUser()?.uid ?? process.getuid?.());
		assert.notEqual(uid, 0);
		assert.equal(mode & 0o077, 0);
		await server.stop();
		assert.equal(existsSync(folder), false);
	});
}

test("a server that is killed comes back on its port with its data", { skip: missing }, async () => {
	const server = await startRedis();
	const admin = new RedisAdmin([server.url]);
	await admin.onAll("SET", "key", "value");
	await server.kill();
	assert.equal(await answers(server.port), false);
	await server.restart();
	assert.deepEqual(await admin.onAll("GET", "key"), ["value"]);
	admin.close();
	await server.stop();
	assert.equal(await answers(server.port), false);
});

test("a setting that a server refuses is told in its own words", { skip: missing }, async () => {
	await assert.rejects(startRedis(["--maxmemory-policy", "none"]), /Redis ended as soon as it started:[\s\S]*maxmemory-policy/);
});

test("a PostgreSQL that is stopped at once comes back on its port with what it had committed", {
	skip: missingPostgres,
}, async () => {
	const server = await startPostgres();
	const pool = newPool(server.url);
	await pool.query("CREATE TABLE things (name text)");
	await pool.query("INSERT INTO things VALUES ('committed')");
	const open = await pool.connect();
	open.on("error", () => {});
	await open.query("BEGIN; INSERT INTO things VALUES ('open')");
	await server.stopImmediate();
	open.release(true);
	assert.equal(await answers(server.port), false);
	await server.restart();
	assert.deepEqual((await pool.query("SELECT name FROM things")).rows, [{ name: "committed" }]);
	assert.match(readFileSync(join(server.folder, "log"), "utf8"), /database system was interrupted|not properly shut down/);
	await pool.end();
	await server.stop();
});

test("a PostgreSQL of the tests wants its password", { skip: missingPostgres }, async () => {
	const server = await startPostgres();
	const url = new URL(server.url);
	url.password = "guessed";
	const pool = newPool(url.href);
	await assert.rejects(pool.query("SELECT 1"), { code: "28P01" });
	await pool.end();
	await server.stop();
});

test("a setting that PostgreSQL refuses is told in its own words", { skip: missingPostgres }, async () => {
	await assert.rejects(startPostgres(["fsync=perhaps"]), /PostgreSQL ended as soon as it started:[\s\S]*fsync/);
});

test("free ports are none that systems take for connections that go out", async () => {
	for (let count = 0; count < 20; count++) {
		const port = await freePort();
		assert.ok(port >= 20_000 && port < 32_768);
	}
});

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
async function answers(port) {
	return new Promise((resolve) => {
		const socket = connect(port, "127.0.0.1", () => {
			socket.destroy();
			resolve(true);
		});
		socket.once("error", () => resolve(false));
	});
}
