// @ts-check
// A list of 55 MB leaves nothing behind, and takes no more memory than fetch and json() do.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, describe, test } from "node:test";
import { runChild } from "./child.mjs";
import { entryUrl } from "./packed-entry.mjs";

const BYTES = 55_000_000;
const MOST_HELD = 2_000_000;
const ROUNDS = 3;

/** @param {number} bytes @param {string} name */
function listOf(bytes, name) {
	const user = (/** @type {number} */ id) =>
		`{"id":${id},"signin":"2020-05-15 11:36:14","platform":"sharedAccess","name":"${name}","note":null,"connections":[1,2,3]}`;
	const count = Math.ceil(bytes / Buffer.byteLength(user(100_000)));
	return { count, body: Buffer.from(`{"users":[${Array.from({ length: count }, (_, id) => user(id + 1)).join(",")}]}`) };
}

const lists = { ASCII: listOf(BYTES, "Ann Example"), "a € in each name": listOf(BYTES, "Ann € Example") };
const small = listOf(20_000, "Ann").body;

const server = createServer((request, response) => {
	const [, kind = "", size] = (request.url ?? "").split("/");
	const { body } = lists[/** @type {keyof typeof lists} */ (decodeURIComponent(kind))];
	response.writeHead(200, { "Content-Type": "application/json" }).end(size === "small" ? small : body);
});
await new Promise((listening) => server.listen(0, "127.0.0.1", () => listening(undefined)));
const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
after(() => {
	server.closeAllConnections();
	server.close();
});

/** @typedef {{ count: number, heldBytes: number, peakBytes: number }} Measured */

/** @param {string} how @param {string} kind @returns {Promise<Measured>} */
async function measure(how, kind) {
	const args = [how, `http://127.0.0.1:${port}/${encodeURIComponent(kind)}`, entryUrl()];
	const { end, lines, stderr } = await runChild("list-memory.mjs", args, { nodeArgs: ["--expose-gc"], timeoutMs: 120_000 });
	assert.equal(end, 0, stderr);
	return JSON.parse(lines[0] ?? "null");
}

/** @param {Measured[]} runs @param {"heldBytes" | "peakBytes"} key */
const median = (runs, key) => runs.map((run) => run[key]).sort((a, b) => a - b)[Math.floor(runs.length / 2)] ?? Number.NaN;
const megabytes = (/** @type {number} */ bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

for (const [kind, { count, body }] of Object.entries(lists)) {
	describe(`a list of ${megabytes(body.length)}, ${kind}`, async () => {
		/** @type {Record<"ours" | "plain", Measured[]>} */
		const runs = { ours: [], plain: [] };
		// In turns, so that whatever else this machine does meets both.
		for (let round = 0; round < ROUNDS; round++) {
			runs.plain.push(await measure("plain", kind));
			runs.ours.push(await measure("ours", kind));
		}

		test("all of it came", () => {
			assert.ok(body.length >= BYTES);
			for (const run of [...runs.ours, ...runs.plain]) assert.equal(run.count, count);
		});
		test("nothing is held after it", (t) => {
			const held = median(runs.ours, "heldBytes");
			t.diagnostic(`${megabytes(held)}; plain ${megabytes(median(runs.plain, "heldBytes"))}`);
			assert.ok(held <= MOST_HELD, megabytes(held));
		});
		test("its peak is at most that of fetch and json()", (t) => {
			const [ours, plain] = [median(runs.ours, "peakBytes"), median(runs.plain, "peakBytes")];
			t.diagnostic(`${megabytes(ours)}, plain ${megabytes(plain)}: ${(ours / plain).toFixed(2)}`);
			assert.ok(ours <= plain, `${megabytes(ours)}, and ${megabytes(plain)} for fetch and json()`);
		});
		test("control: fetch and json() hold nothing either", () => {
			assert.ok(median(runs.plain, "heldBytes") <= MOST_HELD);
		});
	});
}

test("control: 4 MB that are held are seen", async () => {
	const { heldBytes } = await measure("kept", "ASCII");
	assert.ok(heldBytes > 1.5 * MOST_HELD, megabytes(heldBytes));
});
