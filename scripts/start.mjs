// @ts-check
// npm start: the admin console with a sandbox behind it. Arguments after `--` go to the sandbox: npm start -- --port 9000
import { spawn } from "node:child_process";
import { inProject, root } from "./lib/paths.mjs";
import { command } from "./lib/stop.mjs";
import { setUpPackage } from "./setup/package.mjs";

await command(async () => {
	await setUpPackage(async () => {
		const { buildPage } = await import("./build/page.mjs");
		await buildPage();
	});
	await serve(process.argv.slice(2));
});

/** @param {readonly string[]} args */
function serve(args) {
	const program = inProject("pkg", "sandbox-command.js");
	const child = spawn(process.execPath, [program, "--page", inProject("www", "dist"), ...args], { cwd: root, stdio: "inherit" });
	// Ctrl-C reaches both processes by itself; a signal from elsewhere reaches this one alone. Neither may end it before its child.
	/** @type {readonly NodeJS.Signals[]} */
	const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
	for (const signal of signals) process.on(signal, () => child.kill(signal));
	return /** @type {Promise<void>} */ (
		new Promise((resolve, reject) => {
			child.on("error", reject);
			child.on("exit", (code, signal) => {
				// Ended as it was asked to.
				process.exitCode = signal === null ? (code ?? 1) : 0;
				resolve();
			});
		})
	);
}
