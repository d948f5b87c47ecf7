// @ts-check
// Each entry of the receiver in the packed package, where no framework and no client of a database is installed.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { projectFolder } from "./packed-project.mjs";

const folder = await projectFolder();
const require = createRequire(join(folder, "index.js"));
/** @type {import("./packed-entry.mjs").Entry} */
const { PowensError } = require("powens-users");

/** What each exports, with what it refuses. @type {Record<string, Record<string, unknown[]>>} */
const entries = {
	"powens-users/receiver": { createReceiver: [], memoryInbox: [null] },
	"powens-users/receiver/redis": { redisInbox: [{}] },
	"powens-users/receiver/postgres": { postgresInbox: [{}], postgresInboxMigration: [{ schema: 7 }] },
	"powens-users/receiver/conformance": { inboxConformance: [undefined] },
	"powens-users/receiver/node": { nodeListener: [{}] },
	"powens-users/receiver/express": { expressHandler: [{}] },
	"powens-users/receiver/fastify": { fastifyPlugin: [{}] },
	"powens-users/receiver/koa": { koaMiddleware: [{}] },
	"powens-users/receiver/lambda": { lambdaHandler: [{}] },
	"powens-users/receiver/cloud-functions": { cloudFunction: [{}] },
};

test("every entry of the receiver is looked at here", () => {
	const { exports } = require("powens-users/package.json");
	const names = Object.keys(exports).filter((name) => name.startsWith("./receiver"));
	assert.deepEqual(names.map((name) => name.replace(".", "powens-users")).sort(), Object.keys(entries).sort());
});

for (const [name, functions] of Object.entries(entries)) {
	describe(name, async () => {
		const file = require("powens-users/package.json").exports[name.replace("powens-users", ".")].default.default;
		const imported = await import(pathToFileURL(join(folder, "node_modules", "powens-users", file)).href);
		for (const [way, entry] of /** @type {const} */ ([
			["import", imported],
			["require", require(name)],
		])) {
			test(`by ${way} it exports what it should and nothing else`, () => {
				assert.deepEqual(Object.keys(entry).sort(), Object.keys(functions).sort());
			});
			for (const [called, wrong] of Object.entries(functions)) {
				test(`by ${way} ${called} refuses what is wrong, by the package's own class`, () => {
					assert.throws(
						() => entry[called](...wrong),
						(error) => error instanceof PowensError && error.code === "invalid_argument",
					);
				});
			}
		}
	});
}
