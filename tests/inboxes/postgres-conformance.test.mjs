// @ts-check
// The inbox on PostgreSQL does what any inbox has to do.
import { after, before, describe, test } from "node:test";
import { inboxConformance } from "powens-users/receiver/conformance";
import { sharedServer } from "../receiver/servers/shared.mjs";
import { missing, newStore } from "./postgres-store.mjs";

describe("by the clock of the server alone", { skip: missing, concurrency: 4 }, () => {
	/** @type {import("../receiver/servers/shared.mjs").Shared} */
	let server;
	before(async () => {
		server = await sharedServer("POWENS_TEST_POSTGRES");
	});
	after(() => server.stop());
	const cases = inboxConformance(() => newStore(String(server.urls[0]), { retentionMs: 5_000 }));
	for (const { name, run } of cases) test(name, run);
});
