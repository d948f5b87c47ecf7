// @ts-check
// The examples whose functions take web-standard requests, called as their frameworks call them. tests/runtimes runs all of them in
// the frameworks themselves.
import assert from "node:assert/strict";
import { test } from "node:test";
import { secretKey, signed } from "./helpers.mjs";

process.env.POWENS_WEBHOOK_SECRET = secretKey;

/** @type {Record<string, (module: any) => (request: Request) => Promise<Response>>} */
const calls = {
	next: ({ POST }) => POST,
	sveltekit:
		({ POST }) =>
		(request) =>
			POST({ request }),
};

for (const [name, caller] of Object.entries(calls)) {
	test(`examples/receivers/${name}.mjs handles each delivery once, and refuses strangers`, async (t) => {
		const call = caller(await import(`../../examples/receivers/${name}.mjs`));
		const log = t.mock.method(console, "log", () => {});
		const payload = { id: 42, signin: "2026-06-01 12:00:00", id_webhook_data: 1 };
		const path = "/powens/user-created";
		const forged = new Request(`https://app.example${path}`, { method: "POST", body: "{}", headers: { "bi-signature": "x" } });
		const requests = [signed(path, payload), signed(path, payload), forged, signed("/powens/other", payload)];
		const statuses = [];
		for (const request of requests) statuses.push((await call(request)).status);
		assert.deepEqual(statuses, [204, 204, 401, 404]);
		assert.deepEqual(
			log.mock.calls.map(({ arguments: said }) => said),
			[["created", 42]],
		);
	});
}
