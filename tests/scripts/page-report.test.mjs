// @ts-check
// What pages of the runtimes send: one that breaks off must not end all cases.
import assert from "node:assert/strict";
import { connect } from "node:net";
import { afterEach, beforeEach, test } from "node:test";
import { collectReport } from "../runtimes/harness/http.mjs";

/** @type {Awaited<ReturnType<typeof collectReport>>} */
let collector;
beforeEach(async () => {
	collector = await collectReport();
});
afterEach(() => collector.stop());

/** @param {string} body */
const post = (body) => fetch(collector.url, { method: "POST", body });

test("the first report counts", async () => {
	const response = await post('{ "listed": 5 }');
	assert.equal(response.headers.get("access-control-allow-origin"), "*");
	await post('{ "listed": 6 }');
	assert.deepEqual(await collector.report, { listed: 5 });
});

test("what is no JSON is an error of the page", async () => {
	await post("");
	assert.match(/** @type {any} */ (await collector.report).error, /cannot be read \(.*JSON/);
});

test("a report that is broken off is an error of the page", async () => {
	const { port } = new URL(collector.url);
	const socket = connect(Number(port), "127.0.0.1");
	socket.write('POST / HTTP/1.1\r\nHost: page\r\nContent-Length: 100\r\n\r\n{ "listed"', () =>
		setTimeout(() => socket.destroy(), 50),
	);
	assert.match(/** @type {any} */ (await collector.report).error, /cannot be read \(.*aborted/);
});
