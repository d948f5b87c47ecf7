// @ts-check
// server.mjs OPTIONS: a sandbox with these options (JSON) on a free port. Tells its parent the URL, and its record when asked.
import { createSandbox } from "powens-users/sandbox";
import { listen } from "../../pkg/sandbox-server.js";

const sandbox = createSandbox(JSON.parse(process.argv[2] ?? "{}"));
const server = await listen(sandbox, { port: 0 });

process.on("message", async (message) => {
	if (message === "record") process.send?.(sandbox.record());
	if (message !== "close") return;
	sandbox.close();
	await server.close();
	process.disconnect();
});
process.on("disconnect", () => process.exit());
process.send?.({ url: server.url });
