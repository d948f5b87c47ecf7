// What `npm start` runs: a sandbox with the built page on a port of this machine.
import { parseArgs } from "node:util";
import { createSandbox, type Sandbox } from "../index.js";
import { DEFAULT_USERS, DEMO_USER_ID } from "../seed/users.js";
import { type Listening, listen } from "./index.js";

const HELP = `Serves the sandbox, a stand-in for the Powens Users API with users in memory, on 127.0.0.1.

  --port N               port, 0 for any free one (default: the environment variable PORT, or 8787)
  --users N              how many users there are, 0 to 1000000 (default: ${DEFAULT_USERS})
  --allowed-origins A,B  origins whose pages may call the API, such as https://console.example.com,
                         or loopback for any page of this machine (default: loopback)
  --page DIR             folder of a built page to serve at /
  --help                 this text
`;

/** Exit code for options that are not allowed. */
const EXIT_USAGE = 2;
/** Exit code for a port that cannot be used. */
const EXIT_FAILURE = 1;

interface Settings {
	readonly port: number;
	readonly users: number;
	readonly allowedOrigins: readonly string[] | "loopback";
	readonly page: string | undefined;
}

/** The settings, or null where help is asked for. Throws an error whose message says what is wrong. */
function readSettings(args: readonly string[], env: NodeJS.ProcessEnv): Settings | null {
	const { values } = parseArgs({
		args: [...args],
		strict: true,
		options: {
			port: { type: "string" },
			users: { type: "string" },
			"allowed-origins": { type: "string" },
			page: { type: "string" },
			help: { type: "boolean", short: "h" },
		},
	});
	if (values.help === true) return null;
	return {
		port: readPort(values.port, env.PORT),
		users: values.users === undefined ? DEFAULT_USERS : readInteger("--users", values.users, 1_000_000),
		allowedOrigins: readOrigins(values["allowed-origins"]),
		page: values.page,
	};
}

/** An empty PORT counts as none, as shells leave it behind. */
function readPort(option: string | undefined, variable: string | undefined): number {
	if (option !== undefined) return readInteger("--port", option, 65_535);
	return variable === undefined || variable === "" ? 8787 : readInteger("PORT", variable, 65_535);
}

function readInteger(name: string, text: string, most: number): number {
	const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
	if (!(value <= most)) throw new RangeError(`${name}: an integer from 0 to ${most} is expected, not ${JSON.stringify(text)}`);
	return value;
}

function readOrigins(text: string | undefined): readonly string[] | "loopback" {
	if (text === undefined || text === "loopback") return "loopback";
	return text
		.split(",")
		.map((origin) => origin.trim())
		.filter((origin) => origin !== "");
}

function describe(sandbox: Sandbox, server: Listening, settings: Settings): string {
	const rows: [string, string][] = [
		["API", `${server.url}/2.0`],
		["Users token", sandbox.usersToken],
	];
	if (settings.page !== undefined) rows.unshift(["Page", `${server.url}/`]);
	if (settings.users > 0)
		rows.push(["User token", `${sandbox.userToken(DEMO_USER_ID)}   (user ${DEMO_USER_ID}; likewise for the others)`]);
	rows.push(["Client id", sandbox.clientId], ["Client secret", sandbox.clientSecret]);
	const lines = rows.map(([name, value]) => `  ${name.padEnd(15)}${value}`);
	return `Powens sandbox with ${settings.users} users, in memory\n\n${lines.join("\n")}\n\nStop it with Ctrl+C.\n`;
}

/** Options that are not allowed are `RangeError`s of ours, or errors of `parseArgs`. */
function isUsageError(error: Error): boolean {
	return error instanceof RangeError || String((error as NodeJS.ErrnoException).code).startsWith("ERR_PARSE_ARGS");
}

async function main(): Promise<void> {
	const settings = readSettings(process.argv.slice(2), process.env);
	if (settings === null) {
		process.stdout.write(HELP);
		return;
	}
	const sandbox = createSandbox({ users: settings.users, allowedOrigins: settings.allowedOrigins });
	const server = await listen(sandbox, { port: settings.port, page: settings.page });
	// Not once: Ctrl+C may reach this process twice, from the terminal and from a parent that passes it on.
	for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void server.close());
	process.stdout.write(describe(sandbox, server, settings));
}

try {
	await main();
} catch (thrown) {
	const error = thrown instanceof Error ? thrown : new Error(String(thrown));
	const usage = isUsageError(error);
	process.stderr.write(`${error.message}\n${usage ? "See --help.\n" : ""}`);
	process.exitCode = usage ? EXIT_USAGE : EXIT_FAILURE;
}
