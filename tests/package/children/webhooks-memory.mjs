// @ts-check
// node --expose-gc webhooks-memory.mjs ENTRY: what is left of calls of each kind, and of calls that leak; prints one line of JSON for each.
import { setTimeout as wait } from "node:timers/promises";

const { Webhooks, checkPayload, verifyBearer } = await import(process.argv[2] ?? "");
const collect = /** @type {() => void} */ (globalThis.gc);

const SMALL = '{"id":42,"signin":null,"id_webhook_data":7}';
const path = "/hooks/user-created";
const webhooks = new Webhooks({ secretKey: "a webhook's secret" });
const signed = (/** @type {string | Uint8Array} */ body) => ({ path, body, headers: webhooks.sign({ path, body }) });
const small = signed(SMALL);
const unproven = [
	{ ...small, path: "/hooks/user-deleted" },
	{ ...small, headers: {} },
	{ ...small, body: `${SMALL} ` },
];
const refused = [...unproven, signed('{"id":"x","signin":5}'), signed("<html>")];
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
/** @template T @param {readonly T[]} list */
const next = (list) => list[turn++ % list.length];

/** So many calls that what compilers keep, some 300 kB at an unlucky time, is little beside the smallest leak. */
const [MANY, SOME, FEW] = [100_000, 40_000, 20];

/** @type {Record<string, [calls: number, call: () => unknown]>} */
const kinds = {
	"small bodies, verified": [MANY, () => webhooks.verify("USER_CREATED", small).user],
	"small bodies, signature verified": [MANY, () => webhooks.verifySignature(small).body],
	"small bodies, refused": [MANY, () => caught(() => webhooks.verify("USER_CREATED", next(refused)))],
	"small bodies, signature refused": [MANY, () => caught(() => webhooks.verifySignature(next(unproven)))],
	"small bodies, signed": [SOME, () => webhooks.sign({ path, body: SMALL })],
	"objects, checked": [SOME, () => checkPayload("USER_CREATED", object)],
	"objects, checked and refused": [SOME, () => checkPayload("USER_CREATED", odd)],
	"small bodies with a Bearer token": [
		SOME,
		() => verifyBearer("USER_CREATED", { headers: { authorization: "Bearer t" }, body: SMALL, token: async () => "t" }),
	],
};

/** Signed when its turn comes, which is last: it leaves room in WebAssembly's memory, where no small leak would be seen any more.
 * @type {ReturnType<typeof signed> | undefined} */
let large;
const signedLarge = () => (large ??= signed(Buffer.from(largeBody(9_000_000))));
/** @type {typeof kinds} */
const last = {
	"bodies of 9 MB, verified and read": [FEW, () => webhooks.verify("USER_SYNCED", signedLarge()).payload.user],
};

/** What a leak looks like, and where.
 * @type {Record<string, [calls: number, call: () => unknown, where: "heap" | "outside"]>} */
const controls = {
	"50 B of heap are kept": [SOME, () => kept.push({ a: 0, b: 0 }), "heap"],
	"50 B outside the heap are kept": [SOME, () => kept.push(new ArrayBuffer(50)), "outside"],
	"9 MB in 20 calls are kept": [FEW, () => kept.push(new ArrayBuffer(450_000)), "outside"],
	"some of WebAssembly's memory is kept": [SOME / 10, () => kept.push(new Webhooks({ secretKey: "s" })), "outside"],
};

for (const [kind, [calls, call, leak = null]] of Object.entries({ ...kinds, ...controls, ...last })) {
	await repeat(Math.min(2_000, calls), call);
	const before = await measure();
	await repeat(calls, call);
	const after = await measure();
	const grown = (/** @type {"heapUsed" | "external"} */ key) => after[key] - before[key];
	console.log(JSON.stringify({ kind, leak, calls, heap: grown("heapUsed"), outside: grown("external") }));
}

/** @param {number} count @param {() => unknown} call */
async function repeat(count, call) {
	for (let done = 0; done < count; done++) {
		await call();
		if (done % 1_000 === 0) collect();
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
