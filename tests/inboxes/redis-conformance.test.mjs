// @ts-check
// The inbox on Redis does what any inbox has to do: by each client, on one server and in a cluster.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { inboxConformance } from "powens-users/receiver/conformance";
import { sharedServer } from "../receiver/servers/shared.mjs";
import { redisClients } from "./redis-clients.mjs";
import { missing, newPrefix, quietInbox, RedisAdmin } from "./redis-store.mjs";

const kinds = /** @type {const} */ ([
	["one", "POWENS_TEST_REDIS", "on one server"],
	["cluster", "POWENS_TEST_REDIS_CLUSTER", "in a cluster"],
]);
/** One that is long enough for the slowest machine; the time is moved on, but for the last suite. */
const retentionMs = 86_400_000;

for (const [kind, variable, where] of kinds) {
	describe(where, { skip: missing }, () => {
		/** @type {import("../receiver/servers/shared.mjs").Shared} */
		let server;
		/** @type {RedisAdmin} */
		let admin;
		before(async () => {
			server = await sharedServer(variable);
			admin = new RedisAdmin(server.urls);
		});
		after(async () => {
			admin.close();
			await server.stop();
		});
		for (const [name, client] of Object.entries(redisClients)) {
			if (kind === "one" && name === "node-redis 6") {
				describe("by the clock of the server alone", { concurrency: 32 }, () => {
					conformance(client.one, () => server.urls, { retentionMs: 5_000 });
				});
			}
			describe(name, { concurrency: 8 }, () => conformance(client[kind], () => server.urls, { admin: () => admin, retentionMs }));
		}
		test("no step met keys of two slots, none was refused as wrong", async () => {
			const answers = (await admin.onAll("INFO", "errorstats")).join("\n");
			const refused = [...answers.matchAll(/^errorstat_([^:]+)/gm)].map(([, code]) => code);
			// What a cluster tells clients anyway, and what a server says that does not know a script.
			const usual = ["NOSCRIPT", "MOVED", "ASK", "ERR"];
			assert.deepEqual(
				refused.filter((code) => !usual.includes(String(code))),
				[],
			);
		});
	});
}

/**
 * @param {import("./redis-clients.mjs").Connect} connect
 * @param {() => readonly string[]} urls
 * @param {{ admin?: () => RedisAdmin, retentionMs: number }} options
 */
function conformance(connect, urls, { admin, retentionMs }) {
	/** @type {import("./redis-clients.mjs").Connected[]} */
	let pair;
	before(async () => {
		pair = [await connect(urls()), await connect(urls())];
	});
	after(async () => {
		for (const { close } of pair) await close();
	});
	const cases = inboxConformance(() => {
		const options = { prefix: newPrefix(), retentionMs };
		const [inbox, inbox2] = pair.map(({ client }) => quietInbox(client, options));
		if (inbox === undefined) throw new Error("no client");
		const moves = admin && { advance: (/** @type {number} */ ms) => admin().advance(options.prefix, ms) };
		return { inbox, inbox2, ...moves };
	});
	for (const { name, run } of cases) test(name, run);
}
