// What `npm start` runs: a sandbox with its control and the built page on a port of this machine.
import { createSandbox, type Sandbox } from "../index.js";
import { randomBytesFrom, randomToken } from "../random.js";
import { COVERED_EVENTS } from "../webhooks/event.js";
import { describe } from "./description.js";
import { type Listening, listen } from "./index.js";
import { HELP, readSettings, type Settings, type WebhookTarget } from "./settings.js";

/** Exit code for options that are not allowed. */
const EXIT_USAGE = 2;
/** Exit code for a port that cannot be used. */
const EXIT_FAILURE = 1;

/** Serves, and registers webhooks: those that were asked for, or all at the inbox of the control, so that there is something to see. */
async function serve(settings: Settings, secretKey: string): Promise<{ sandbox: Sandbox; server: Listening }> {
	const { port, page } = settings;
	const signed = (target: WebhookTarget) => ({ ...target, secretKey });
	const sandbox = createSandbox({ ...settings.sandbox, webhooks: settings.webhooks.map(signed) });
	const server = await listen(sandbox, { port, page, control: true });
	if (settings.webhooks.length > 0) return { sandbox, server };
	const register = (): void => {
		for (const event of COVERED_EVENTS) {
			sandbox.webhooks.register(signed({ event, url: `${server.controlUrl}/inbox/${event}` }));
		}
	};
	register();
	// Only now is the port known, so they are not in the options to which a reset goes back.
	sandbox.subscribe((entry) => {
		if (entry.kind === "control" && entry.action === "reset") register();
	});
	return { sandbox, server };
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
	const secretKey = randomToken(randomBytesFrom(undefined));
	const { sandbox, server } = await serve(settings, secretKey);
	const stop = (): void => {
		sandbox.close();
		void server.close();
	};
	// Not once: Ctrl+C may reach this process twice, from the terminal and from a parent that passes it on.
	for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
	process.stdout.write(describe(sandbox, server, settings, secretKey));
}

try {
	await main();
} catch (thrown) {
	const error = thrown instanceof Error ? thrown : new Error(String(thrown));
	const usage = isUsageError(error);
	process.stderr.write(`${error.message}\n${usage ? "See --help.\n" : ""}`);
	process.exitCode = usage ? EXIT_USAGE : EXIT_FAILURE;
}
