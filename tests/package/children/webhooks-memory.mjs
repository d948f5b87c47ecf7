// @ts-check
// node --expose-gc webhooks-memory.mjs ENTRY: what is left of calls of each kind; prints one line of JSON for each.
import { setTimeout as wait } from "node:timers/promises";

const { Webhooks, checkPayload, verifyBearer } = await import(process.argv[2] ?? "");
const collect = /** @type {() => void} */ (globalThis.gc);

const SMALL = '{"id":42,"signin":null,"id_webhook_data":7}';
const LARGE = Buffer.from(largeBody(9_000_000));
const path = "/hooks/user-created";
const webhooks = new Webhooks({ secretKey: "a webhook's secret" });
const signed = (/** @type {string | Uint8Array} */ body) => ({ path, body, headers: webhooks.sign({ path, body }) });
const small = signed(SMALL);
const large = signed(LARGE);
const refused = [
	{ ...small, path: "/hooks/user-deleted" },
	{ ...small, headers: {} },
	{ ...small, body: `${SMALL} ` },
	signed('{"id":"x","signin":5}'),
	signed("<html>"),
];
const object = { ...JSON.parse(SMALL), list: Array.from({ length: 9 }, (_, id) => ({ id, label: "é" })) };
const odd = { id: 1, list: [1n, () => 0, { id: "x" }] };

/** @param {number} size */
function largeBody(size) {
	const accounts = [];
	const account = JSON.stringify({
		id: 1,
		transactions: Array.from({ length: 9 }, (_, id) => ({ id: id + 1, wording: "Café".repeat(20) })),
	});
	for (let length = 0; length < size; length += account.length) accounts.push(account);
	return `{"user":{"id":1},"connections":[{"id":1,"accounts":[${accounts.join(",")}]}]}`;
}

/** @param {() => unknown} call */
function caught(call) {
	try {
		call();
	} catch (error) {
		return error;
	}
	throw new Error("it was not refused");
}

/** @type {unknown[]} */
const kept = [];
let turn = 0;

/** So many calls that what compilers keep, some 300 kB at an unlucky time, is little beside the smallest leak.
 * @type {Record<string, [calls: number, call: () => unknown]>} */
const kinds = {
	"small bodies, verified": [20_000, () => webhooks.verify("USER_CREATED", small).user],
	"small bodies, signed": [20_000, () => webhooks.sign({ path, body: SMALL })],
	"small bodies, refused": [20_000, () => caught(() => webhooks.verify("USER_CREATED", refused[turn++ % refused.length]))],
	"objects, checked": [20_000, () => checkPayload("USER_CREATED", object)],
	"objects, checked and refused": [20_000, () => checkPayload("USER_CREATED", odd)],
	"small bodies with a Bearer token": [
		20_000,
		() => verifyBearer("USER_CREATED", { headers: { authorization: "Bearer t" }, body: SMALL, token: async () => "t" }),
	],
	"bodies of 9 MB, verified and read": [20, () => webhooks.verify("USER_SYNCED", large).payload.user],
	"control: 100 B of heap are kept": [2_000, () => kept.push(new Array(10).fill(0))],
	"control: 100 B outside the heap are kept": [2_000, () => kept.push(new ArrayBuffer(100))],
	"control: 9 MB in 20 calls are kept": [20, () => kept.push(new ArrayBuffer(450_000))],
};

for (const [kind, [calls, call]] of Object.entries(kinds)) {
	await repeat(Math.min(2_000, calls), call);
	const before = await measure();
	await repeat(calls, call);
	const after = await measure();
	const grown = (/** @type {"heapUsed" | "external"} */ key) => after[key] - before[key];
	console.log(JSON.stringify({ kind, calls, heap: grown("heapUsed"), outside: grown("external") }));
}

/** @param {number} count @param {() => unknown} call */
async function repeat(count, call) {
	for (let done = 0; done < count; done++) {
		await call();
		if (done % 500 === 0) collect();
	}
}

/** What is in use once everything that may go is gone. `external` holds the buffers and the memory of WebAssembly. */
async function measure() {
	for (let round = 0; round < 6; round++) {
		await wait(5);
		collect();
	}
	return process.memoryUsage();
}
