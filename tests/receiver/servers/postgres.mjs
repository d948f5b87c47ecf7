// @ts-check
// A PostgreSQL of the tests' own: on a free port of this machine, in a temporary folder, gone with the tests.
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NotRun } from "../../../scripts/lib/stop.mjs";
import { findPostgres, programOf } from "../../../scripts/setup/postgres.mjs";
import { endServer, freePort, removeFolder, serverUser, spawnServer, temporaryFolder, until } from "./temporary.mjs";

/**
 * @typedef {object} PostgresServer
 * @property {number} port
 * @property {string} folder that has all of it
 * @property {string} url of its database, with the password of its superuser
 * @property {() => Promise<void>} stopImmediate as `pg_ctl stop -m immediate` does it: every connection breaks, nothing is written
 *   any more, and the next start recovers from the log
 * @property {() => Promise<void>} restart stops it so where it runs, and starts it on the same port and data
 * @property {() => Promise<void>} stop ends it and removes its folder
 */

/** What `pg_ctl stop -m immediate` sends. */
const immediately = "SIGQUIT";

/**
 * Nothing outside of its folder: no socket, no shared memory that has a name. It need not outlive the machine: what it has written
 * is safe from its own end without `fsync`.
 */
const basic = [
	"listen_addresses=127.0.0.1",
	"unix_socket_directories=",
	"dynamic_shared_memory_type=mmap",
	"max_connections=100",
	"fsync=off",
	"full_page_writes=off",
];

/**
 * Starts a server. Rejects with a {@link NotRun} where this machine has none.
 *
 * @param {readonly string[]} [settings] those of postgresql.conf, as `name=value`; later ones count
 * @returns {Promise<PostgresServer>}
 */
export async function startPostgres(settings = []) {
	const programs = findPostgres();
	if (programs === null) throw new NotRun("no PostgreSQL server was found");
	const folder = temporaryFolder("postgres");
	const data = join(folder, "data");
	const password = randomBytes(16).toString("hex");
	initialise(programOf(programs, "initdb"), folder, data, password);
	const log = join(folder, "log");
	const descriptor = openSync(log, "a");
	const port = await freePort();
	const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
	const args = ["-D", data, "-p", String(port), ...[...basic, ...settings].flatMap((setting) => ["-c", setting])];
	const start = () => spawnServer(programOf(programs, "postgres"), args, { cwd: folder, log: descriptor, endBy: immediately });
	const isUp = async () => {
		if (server.exitCode !== null) throw new Error(`PostgreSQL ended as soon as it started:\n${readFileSync(log, "utf8")}`);
		return answers(url);
	};
	let server = start();
	await until("PostgreSQL answers", isUp);
	return {
		port,
		folder,
		url,
		stopImmediate: () => endServer(server, immediately),
		restart: async () => {
			await endServer(server, immediately);
			server = start();
			await until("PostgreSQL answers again", isUp);
		},
		stop: async () => {
			await endServer(server, immediately);
			removeFolder(folder);
		},
	};
}

/**
 * @param {string} initdb
 * @param {string} folder
 * @param {string} data
 * @param {string} password of the superuser
 */
function initialise(initdb, folder, data, password) {
	const user = serverUser();
	const secret = join(folder, "password");
	writeFileSync(secret, password, { mode: 0o600 });
	if (user !== undefined) chownSync(secret, user.uid, user.gid);
	const args = ["-D", data, "-U", "postgres", "-A", "scram-sha-256", "--pwfile", secret, "-E", "UTF8", "--locale=C", "--no-sync"];
	const { status, stderr, error } = spawnSync(initdb, args, { cwd: folder, encoding: "utf8", ...user });
	if (status !== 0) throw new Error(`initdb failed: ${error?.message ?? stderr}`);
}

/** @param {string} url */
async function answers(url) {
	// Imported late: a stage that knows of this server runs before npm packages are there.
	const { default: pg } = await import("pg");
	const client = new pg.Client({ connectionString: url });
	// What breaks off once it has answered says nothing.
	client.on("error", () => {});
	try {
		await client.connect();
		await client.query("SELECT 1");
		return true;
	} catch {
		return false;
	} finally {
		await client.end().catch(() => {});
	}
}
