// @ts-check
// How often a call and a webhook cross the border between JavaScript and WebAssembly, in both directions. First uses, which start a
// module, are not counted.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { describe, test } from "node:test";
import { crossings, instancesMade } from "./counted-core.mjs";
import { loadEntry } from "./packed-entry.mjs";

/** @typedef {import("powens-users").ResponseLike} Answer */

const WITH_RETRY = 16;
const WITHOUT_RETRY = 8;
/** What a body is handed over in, in bytes, and how many calls each such piece may take. */
const WINDOW = 131_072;
const PER_WINDOW = 2;

const tokens = { usersToken: async () => "users-token", userToken: async () => "user-token" };
const sleep = async () => {};

/** @param {number} failures @param {() => Answer} answer */
function fetching(failures, answer) {
	let asked = 0;
	return async () => (asked++ < failures ? { status: 503, headers: new Headers({ "x-request-id": "r" }) } : answer());
}

/** @param {number} bytes how long a list is to be, about @param {string} name */
function listOf(bytes, name) {
	const user = (/** @type {number} */ id) =>
		`{"id":${id},"signin":"2020-05-15 11:36:14","platform":"sharedAccess","name":"${name}"}`;
	const count = Math.ceil(bytes / (user(1).length + 5));
	return new TextEncoder().encode(`{"users":[${Array.from({ length: count }, (_, id) => user(id + 1)).join(",")}]}`);
}

/** @param {Uint8Array} bytes @param {number} chunkBytes */
function streamOf(bytes, chunkBytes) {
	let at = 0;
	const pull = (/** @type {ReadableStreamDefaultController} */ controller) => {
		if (at >= bytes.length) return controller.close();
		controller.enqueue(bytes.slice(at, at + chunkBytes));
		at += chunkBytes;
	};
	return new Response(new ReadableStream({ pull }), { headers: { "content-type": "application/json" } });
}

/** @type {[string, (bytes: Uint8Array) => Answer][]} */
const bodies = [
	["at once, as text", (bytes) => ({ status: 200, text: async () => new TextDecoder().decode(bytes) })],
	["at once, as bytes", (bytes) => ({ status: 200, arrayBuffer: async () => bytes.slice().buffer })],
	["in chunks of 16 kB", (bytes) => streamOf(bytes, 16_384)],
	["in chunks of 64 kB", (bytes) => streamOf(bytes, 65_536)],
	["in chunks of 1 MB", (bytes) => streamOf(bytes, 1_048_576)],
	["in odd chunks", (bytes) => streamOf(bytes, 10_007)],
];

const small = listOf(500, "A");
const lists = { "700 kB": listOf(700_000, "Ann"), "5 MB": listOf(5_000_000, "Ann"), "5 MB with €": listOf(5_000_000, "Ann €") };

const SECRET = "crossings-secret";
const PATH = "/hooks/user-created";
/** A signed body of a length. @param {number} length */
function signed(length) {
	const head = '{"id":42,"signin":"2020-05-15 11:36:14","x":"';
	const body = `${head}${"a".repeat(length - head.length - 2)}"}`;
	const date = new Date().toISOString();
	const mac = createHmac("sha256", SECRET).update(`POST.${PATH}.${date}.`).update(body).digest("base64");
	return { path: PATH, headers: { "bi-signature": mac, "bi-signature-date": date }, body };
}

for (const name of /** @type {const} */ (["node.mjs", "default.js"])) {
	const before = instancesMade();
	const { UsersApi, Webhooks } = await loadEntry(name);
	/** @param {number} failures @param {() => Answer} answer */
	const api = (failures, answer) => new UsersApi({ domain: "acme", ...tokens, sleep, fetch: fetching(failures, answer) });
	const webhooks = new Webhooks({ secretKey: SECRET });

	/** @type {Record<string, { call: (api: any) => Promise<unknown>, answer: () => Answer }>} */
	const calls = {
		get: { call: (api) => api.get(42), answer: () => ({ status: 200, text: async () => '{"id":42,"signin":null}' }) },
		"delete, answered 204": { call: (api) => api.delete(42), answer: () => ({ status: 204 }) },
		"delete, answered 200": { call: (api) => api.delete(42), answer: () => new Response('{"id":42}') },
	};

	/** @param {() => Promise<unknown> | unknown} work @param {number} most */
	async function assertCrossings(work, most) {
		// The first time is warming up.
		await work();
		const { count, names, in: into } = await crossings(work);
		assert.ok(into > 0, "nothing was counted");
		assert.ok(count <= most, `${count} crossings, at most ${most}: ${names}`);
	}

	describe(`${name}: a call`, () => {
		for (const [kind, { call, answer }] of Object.entries(calls)) {
			// The objects are made before: reading options is not counted.
			test(`${kind}, at most ${WITHOUT_RETRY}`, async () => {
				const made = [api(0, answer), api(0, answer)];
				await assertCrossings(() => call(made.pop()), WITHOUT_RETRY);
			});
			test(`${kind} after a retry, at most ${WITH_RETRY}`, async () => {
				const made = [api(1, answer), api(1, answer)];
				await assertCrossings(() => call(made.pop()), WITH_RETRY);
			});
		}
	});

	describe(`${name}: a list, at most ${PER_WINDOW} a window more`, () => {
		for (const [way, answer] of bodies) {
			for (const [size, bytes] of Object.entries({ small, ...lists })) {
				const windows = Math.ceil(bytes.length / WINDOW);
				for (const [failures, most] of /** @type {const} */ ([
					[0, WITHOUT_RETRY],
					[1, WITH_RETRY],
				])) {
					if (failures > 0 && size !== "5 MB") continue;
					test(`${size} ${way}${failures > 0 ? ", after a retry" : ""}`, async () => {
						const made = [api(failures, () => answer(bytes)), api(failures, () => answer(bytes))];
						await assertCrossings(() => made.pop()?.list(), most + PER_WINDOW * windows);
					});
				}
			}
		}
	});

	describe(`${name}: verify, with id, date and user read`, () => {
		for (const [length, most] of /** @type {const} */ ([
			[60, 4],
			[5_000, 6],
		])) {
			for (const form of ["text", "bytes"]) {
				test(`${length} B of ${form}, at most ${most}`, async () => {
					const { body, ...request } = signed(length);
					const given = form === "text" ? body : new TextEncoder().encode(body);
					await assertCrossings(() => {
						const event = webhooks.verify("USER_CREATED", { ...request, body: given });
						assert.equal(event.user.id, 42);
						return [event.id, event.signedAt];
					}, most);
				});
			}
		}
	});

	test(`${name}: its module was seen to start`, () => assert.ok(instancesMade() > before));
}

describe("control: a module whose export calls its import twice", () => {
	/** (import "host" "out" (func $out)) (func (export "in") call $out call $out) */
	const hex = "0061736d01000000010401600000020c0104686f7374036f757400000302010007060102696e00010a08010600100010000b";
	const bytes = Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
	const host = { out: () => {} };

	/** @type {[string, () => Promise<WebAssembly.Instance>][]} */
	const ways = [
		["new Instance", async () => new WebAssembly.Instance(new WebAssembly.Module(bytes), { host })],
		["instantiate of bytes", async () => (await WebAssembly.instantiate(bytes, { host })).instance],
		["instantiate of a module", async () => WebAssembly.instantiate(new WebAssembly.Module(bytes), { host })],
	];
	for (const [way, start] of ways) {
		test(way, async () => {
			const run = /** @type {() => void} */ ((await start()).exports.in);
			const { in: into, out, count } = await crossings(run);
			assert.deepEqual({ into, out, count }, { into: 1, out: 2, count: 3 });
		});
	}
});
