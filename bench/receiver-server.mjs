// @ts-check
// Child of receiver.mjs: one server, whose CPU time is asked for by messages.
import { listeners, serve } from "./receiver-servers.mjs";

const name = /** @type {import("./receiver-servers.mjs").Served} */ (process.argv[2]);
const { port } = await serve(await listeners[name](process.argv[3] ?? ""));
process.on("message", () => {
	const { user, system } = process.cpuUsage();
	process.send?.({ cpu: user + system });
});
process.on("disconnect", () => process.exit());
process.send?.({ port });
