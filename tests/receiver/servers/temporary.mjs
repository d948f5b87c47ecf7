// @ts-check
// What a database server of the tests needs: a folder and a user of its own, a port, and an end, however the tests end.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** @typedef {{ uid: number, gid: number }} ServerUser */

/**
 * Below the range from which systems take ports for connections that go out (Linux: 32768, others: 49152): a port stays free while
 * its server is down, to be started there again.
 */
const ports = { from: 20_000, count: 12_000 };

/**
 * Who runs servers where the tests run as root: `nobody`, whom every system has. PostgreSQL refuses root.
 *
 * @returns {ServerUser | undefined} undefined where the tests are no root: then it is their own user
 */
export function serverUser() {
	if (process.getuid?.() !== 0) return undefined;
	const [uid = Number.NaN, gid = Number.NaN] = ["-u", "-g"].map((what) =>
		Number.parseInt(spawnSync("id", [what, "nobody"], { encoding: "utf8" }).stdout, 10),
	);
	if (Number.isNaN(uid + gid)) throw new Error("The tests run as root, and there is no user nobody to run a server.");
	return { uid, gid };
}

/**
 * A folder that belongs to the server's user, and is removed when this process is gone at the latest.
 *
 * @param {string} name of the server, for the folder's name
 * @returns {string}
 */
export function temporaryFolder(name) {
	const folder = mkdtempSync(join(tmpdir(), `powens-users-${name}-`));
	tellKeeper({ folder });
	const user = serverUser();
	if (user !== undefined) chownSync(folder, user.uid, user.gid);
	return folder;
}

/** @param {string} folder one of {@link temporaryFolder}, whose server has ended */
export function removeFolder(folder) {
	rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	tellKeeper({ folder, isGone: true });
}

/** A port of 127.0.0.1 that nobody listens on. */
export async function freePort() {
	for (;;) {
		const port = ports.from + Math.floor(Math.random() * ports.count);
		if (await isFree(port)) return port;
	}
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function isFree(port) {
	const server = createServer();
	return new Promise((resolve) => {
		server.once("error", () => resolve(false));
		server.listen({ host: "127.0.0.1", port, exclusive: true }, () => server.close(() => resolve(true)));
	});
}

/**
 * Starts a program as the server's user. It ends with this process at the latest, even where that is killed.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {object} options
 * @param {string} options.cwd
 * @param {number | "ignore"} [options.log] descriptor of the file for what it prints
 * @param {NodeJS.Signals} [options.endBy] the signal that ends it and its children at once. Default: SIGKILL
 */
export function spawnServer(program, args, { cwd, log = "ignore", endBy = "SIGKILL" }) {
	// A group of its own: Ctrl+C in a terminal is the tests' business, who then end it in their own way.
	const child = spawn(program, args, { cwd, stdio: ["ignore", log, log], detached: true, ...serverUser() });
	const { pid } = child;
	if (pid !== undefined) {
		tellKeeper({ pid, endBy });
		child.once("exit", () => tellKeeper({ pid, isGone: true }));
	}
	child.unref();
	return child;
}

/**
 * Sends a signal, and waits for the end. Nothing where it has ended.
 *
 * @param {import("node:child_process").ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
export async function endServer(child, signal) {
	if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
	// Held, so that the wait has something to wait for.
	child.ref();
	const ended = once(child, "exit");
	child.kill(signal);
	await ended;
}

/**
 * Asks again until the answer is yes.
 *
 * @param {string} what for the message
 * @param {() => boolean | Promise<boolean>} condition
 * @param {number} [timeoutMs]
 */
export async function until(what, condition, timeoutMs = 30_000) {
	const end = performance.now() + timeoutMs;
	while (!(await condition())) {
		if (performance.now() > end) throw new Error(`In ${timeoutMs} ms it did not come to this: ${what}.`);
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
}

/** @type {import("node:child_process").ChildProcess | undefined} */
let keeper;

/** @param {import("./keeper.mjs").Word} word */
function tellKeeper(word) {
	keeper ??= startKeeper();
	keeper.stdin?.write(`${JSON.stringify(word)}\n`);
}

/** The process that outlives this one for a moment, and takes away what it left. It knows of the end by the end of its input. */
function startKeeper() {
	const script = fileURLToPath(new URL("keeper.mjs", import.meta.url));
	const started = spawn(process.execPath, [script], { stdio: ["pipe", "ignore", "ignore"], detached: true });
	started.unref();
	const stdin = /** @type {import("node:net").Socket} */ (started.stdin);
	stdin.unref();
	return started;
}
