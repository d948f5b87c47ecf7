// @ts-check
// Programs of the cases: in groups of their own, so that what a tool starts ends with it.
import { spawn } from "node:child_process";

/** @typedef {{ cwd: string, env: Record<string, string | undefined>, timeoutMs: number }} ProgramOptions */

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();
process.once("exit", () => running.forEach(kill));
// Groups of their own do not hear of Ctrl-C.
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.once(signal, () => process.exit(1));

/**
 * Runs a program to its end.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {ProgramOptions} options
 * @returns {Promise<string>} what it printed on standard output
 */
export function runProgram(program, args, options) {
	const { child, printed, shown } = start(program, args, options);
	return new Promise((resolve, reject) => {
		const timer = setTimeout(() => {
			kill(child);
			reject(new Error(`${shown} did not end within ${options.timeoutMs / 1000} s.\n${printed.all}`));
		}, options.timeoutMs);
		child.once("error", reject);
		child.once("close", (code, signal) => {
			clearTimeout(timer);
			// What a program leaves running behind itself.
			kill(child);
			if (code === 0) resolve(printed.out);
			else reject(new Error(`${shown} ended with ${code ?? signal}.\n${printed.all}`));
		});
	});
}

/**
 * Starts a server and waits until it says that it is there.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {ProgramOptions & { until: RegExp }} options
 * @returns {Promise<{ match: RegExpMatchArray, printed: () => string, stop: () => void }>}
 */
export function startProgram(program, args, options) {
	const { child, printed, shown } = start(program, args, options);
	return new Promise((resolve, reject) => {
		/** @param {string} why */
		const fail = (why) => {
			clearTimeout(timer);
			kill(child);
			reject(new Error(`${shown} ${why} before it printed ${options.until}.\n${printed.all}`));
		};
		const timer = setTimeout(() => fail(`took ${options.timeoutMs / 1000} s`), options.timeoutMs);
		const look = () => {
			const match = printed.all.match(options.until);
			if (match === null) return;
			clearTimeout(timer);
			resolve({ match, printed: () => printed.all, stop: () => kill(child) });
		};
		child.stdout?.on("data", look);
		child.stderr?.on("data", look);
		child.once("error", (error) => fail(`could not be started (${error.message})`));
		child.once("close", (code, signal) => fail(`ended with ${code ?? signal}`));
	});
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {ProgramOptions} options
 */
function start(program, args, { cwd, env }) {
	const detached = process.platform !== "win32";
	const child = spawn(program, args, { cwd, env: environment(env), detached, stdio: ["ignore", "pipe", "pipe"] });
	running.add(child);
	child.once("close", () => running.delete(child));
	const printed = { out: "", all: "" };
	child.stdout.setEncoding("utf8").on("data", (text) => {
		printed.out += text;
		printed.all += text;
	});
	child.stderr.setEncoding("utf8").on("data", (text) => {
		printed.all += text;
	});
	return { child, printed, shown: [program, ...args].join(" ") };
}

/** @param {import("node:child_process").ChildProcess} child */
function kill(child) {
	if (child.pid === undefined) return;
	try {
		if (process.platform === "win32") child.kill();
		else process.kill(-child.pid, "SIGKILL");
	} catch {
		// Gone already.
	}
}

/**
 * That of a user's terminal: what npm and Node add for their own children is left out.
 *
 * @param {Record<string, string | undefined>} added
 */
function environment(added) {
	const inherited = Object.entries(process.env).filter(([name]) => !/^(npm|NODE)_/.test(name));
	// The sandbox is on this machine, which no proxy knows.
	const direct = { NO_PROXY: "127.0.0.1,localhost", no_proxy: "127.0.0.1,localhost" };
	return { ...Object.fromEntries(inherited), ...direct, NO_COLOR: "1", ...added };
}
