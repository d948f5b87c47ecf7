// @ts-check
// Requests that are verified as a whole, and in pieces.
import { contains, deepEqual, equal, ok, refusal, rejection } from "./assertions.mjs";
import { bytes, everythingOf } from "./mocks.mjs";
import {
	BODY,
	base64,
	code,
	DATE,
	fromBase64,
	gzip,
	KEY,
	NOW,
	PATH,
	receiver,
	signature,
	signedHeaders,
	signedRequest,
	verdict,
	verdictOf,
} from "./signed.mjs";

const EVENT = "USER_CREATED";

/** @type {readonly [signed: string, target: object, expected: string][]} */
const targets = [
	["/hooks", { path: "/hooks" }, ""],
	["/hooks", { url: "/hooks?a=b#c" }, ""],
	["/hooks", { url: "https://example.com/hooks?a=b" }, ""],
	["/hooks?a=b", { url: "/hooks?a=b#c", signQuery: true }, ""],
	["/hooks", { url: "/hooks?a=b", signQuery: true }, "signature_mismatch"],
	["/hooks?a=b", { url: "/hooks?a=b" }, "signature_mismatch"],
	["/hooks", { path: "/hooks?a=b" }, "invalid_argument"],
	["/hooks", { path: "hooks" }, "invalid_argument"],
	["/hooks", { url: "hooks" }, "invalid_argument"],
	["/é/😀/\uffff", { path: "/é/😀/\uffff" }, ""],
	["/é/😀/%2e", { url: "https://é.example/é/😀/%2e?😀" }, ""],
	["/é", { path: "/e\u0301" }, "signature_mismatch"],
	["/%2E", { path: "/%2e" }, "signature_mismatch"],
];

/** @type {readonly [target: object, signed: string][]} */
const signedTargets = [
	[{ path: "/hooks" }, "/hooks"],
	[{ path: "/é/😀" }, "/é/😀"],
	[{ url: "https://example.com/hooks?a=b" }, "/hooks"],
	[{ url: "/hooks?a=b", signQuery: true }, "/hooks?a=b"],
];

/** @type {readonly [request: object, hint: string][]} */
const unsigned = [
	[{ path: "/hooks", secretName: "b" }, "secretName"],
	[{ path: "hooks" }, "path"],
	[{ path: "/hooks", date: "2023-01-01" }, "date"],
	[{ path: "/hooks", date: "" }, "date"],
];

/** A body of many keys of this width. @param {number} width */
function bodyOfKeys(width) {
	// One less than the most that an object may have, with the id.
	const keys = Array.from({ length: 9_998 }, (_, index) => `"${String(index).padStart(width, "0")}":0`);
	return `{"id":7,${keys.join(",")}}`;
}

/** Watches what memory WebAssembly takes. @param {typeof globalThis} scope */
function watchMemory({ WebAssembly }) {
	/** @type {WebAssembly.Memory[]} */
	const memories = [];
	class Instance extends WebAssembly.Instance {
		/** @param {[module: WebAssembly.Module, imports?: WebAssembly.Imports]} args */
		constructor(...args) {
			super(...args);
			memories.push(/** @type {WebAssembly.Memory} */ (this.exports.memory));
		}
	}
	const size = () => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
	return { watched: Object.assign(Object.create(WebAssembly), { Instance }), size };
}

/** @type {import("./runner.mjs").Case[]} */
export default [
	{
		name: "a small request is verified, and gives when it was signed and its id",
		async run(powens) {
			const webhooks = receiver(powens);
			const event = webhooks.verify(EVENT, await signedRequest());
			equal(`${event.signedAt.getTime()} ${event.id} ${event.user.id}`, `${NOW} 1001 7`);
			equal(webhooks.verify(EVENT, await signedRequest({ body: '{"id":7}' })).id, null);
		},
	},
	{
		name: "a target is a path, a URL, or a URL whose query is signed",
		async run(powens) {
			const webhooks = receiver(powens);
			for (const [path, target, expected] of targets) {
				const request = { ...target, headers: await signedHeaders({ path }), body: BODY };
				equal(
					code(() => webhooks.verify(EVENT, request)),
					expected,
					`${path} as ${JSON.stringify(target)}`,
				);
				equal(
					code(() => webhooks.verifySignature(request)),
					expected,
					`${path} as ${JSON.stringify(target)}`,
				);
			}
		},
	},
	{
		name: "a date beyond ASCII is no date, and nothing else is taken for it",
		async run(powens) {
			const webhooks = receiver(powens);
			for (const date of ["2023-01-01T00:00:00é", "😀", "", "é".repeat(200)]) {
				for (const path of ["/hooks", "/é", "/😀"]) {
					const { headers } = await signedRequest({ path });
					const request = { path, headers: { ...headers, "BI-Signature-Date": date }, body: "" };
					equal(
						verdict(() => webhooks.verify(EVENT, request)),
						"signature_date_invalid, not proven, 401",
						`${path} ${date}`,
					);
				}
			}
		},
	},
	{
		name: "each way to fail gives its own error",
		async run(powens) {
			const good = await signedRequest();
			const redated = { ...good, headers: { ...good.headers, "BI-Signature-Date": "2023-01-01T00:00:00.0Z" } };
			const late = { now: () => NOW + 300_001 };
			/** @type {readonly [request: object, expected: string, options?: object][]} */
			const table = [
				[{ ...good, body: '{"id":8}' }, "signature_mismatch, not proven, 401"],
				[redated, "signature_mismatch, not proven, 401"],
				[good, "stale, genuine, 401", late],
				[good, "stale, genuine, 401", { now: () => NOW - 300_001 }],
				[good, "stale, genuine, 401", { now: () => Number.NaN }],
				[await signedRequest({ body: '{"id":"s3cr3t"}' }), "payload_invalid, genuine, 400"],
				[await signedRequest({ body: '\ufeff{"id":7}' }), "payload_invalid, genuine, 400"],
				[await signedRequest({ body: "" }), "payload_invalid, genuine, 400"],
			];
			for (const [request, expected, options] of table) {
				const webhooks = receiver(powens, options);
				const error = refusal(() => webhooks.verify(EVENT, request), expected);
				equal(verdictOf(error), expected);
				ok(!everythingOf(error).includes("s3cr3t"), everythingOf(error));
				if (options === undefined) equal(webhooks.verify(EVENT, good).user.id, 7, "the next one is judged by itself");
			}
		},
	},
	{
		name: "what is wrong with a body is told with its places",
		async run(powens) {
			const request = await signedRequest({ body: '{"id":0,"signin":1}' });
			const error = refusal(() => receiver(powens).verify(EVENT, request));
			equal(`${error.pointer} ${error.issues.length} ${error.httpStatus}`, "/id 2 400");
			deepEqual(
				error.issues.map((/** @type {any} */ { pointer }) => pointer),
				["/id", "/signin"],
			);
			contains(error.message, EVENT);
		},
	},
	{
		name: "a compressed body is inflated, by verify where the runtime can",
		async run(powens, { inflates }) {
			const webhooks = receiver(powens);
			const body = await gzip(BODY);
			for (const signed of [body, BODY]) {
				const headers = await signedHeaders({ body: signed });
				const request = { path: PATH, headers, body };
				if (inflates) equal(webhooks.verify(EVENT, request).user.id, 7);
				else {
					const proven = signed === body ? "genuine" : "not proven";
					equal(
						verdict(() => webhooks.verify(EVENT, request)),
						`gzip_unsupported, ${proven}, 500`,
					);
				}
				const read = new Request(`https://hooks.example${PATH}`, { method: "POST", headers, body });
				const event = await webhooks.verifyRequest(EVENT, read);
				equal(`${event.user.id} ${new TextDecoder().decode(event.body)}`, `7 ${BODY}`);
			}
			const head = Uint8Array.of(0x1f, 0x8b, 8);
			const request = { path: PATH, headers: await signedHeaders({ body: head }), body: head };
			equal(
				verdict(() => webhooks.verify(EVENT, request)),
				inflates ? "gzip_invalid, genuine, 400" : "gzip_unsupported, genuine, 500",
			);
		},
	},
	{
		name: "a rotation tells which secret signed",
		async run({ Webhooks }) {
			const secretKey = [
				{ name: "past", secretKey: "k0", notAfter: new Date(NOW - 1) },
				{ name: "a", secretKey: "k1" },
				{ name: "b", secretKey: "k2", notBefore: new Date(NOW) },
			];
			const webhooks = new Webhooks({ secretKey, now: () => NOW });
			for (const body of [BODY, `{"id":7,"a":"${"é".repeat(100_000)}"}`]) {
				for (const [key, name] of [
					["k1", "a"],
					["k2", "b"],
				])
					equal(webhooks.verify(EVENT, await signedRequest({ key, body })).secretName, name);
				for (const [key, expected] of [
					["k0", "secret_inactive, not proven, 401"],
					["k3", "signature_mismatch, not proven, 401"],
				]) {
					const request = await signedRequest({ key, body });
					equal(
						verdict(() => webhooks.verify(EVENT, request)),
						expected,
						key,
					);
				}
			}
		},
	},
	{
		name: "a large request is verified in pieces, however they are cut",
		async run(powens) {
			const webhooks = receiver(powens);
			for (const size of [0, 1, 2_000, 5_000, 131_072, 400_000]) {
				const body = `{"id":7,"signin":"${"é\\n".repeat(size / 4)}","id_webhook_data":1002}`;
				const request = await signedRequest({ body });
				equal(webhooks.verify(EVENT, request).id, 1002, `${size}`);
				equal(webhooks.verify(EVENT, { ...request, body: bytes(body) }).user.id, 7, `${size}`);
				const whole = bytes(body);
				for (const step of [1_000, 65_536, 131_072]) {
					let at = 0;
					const pieces = new ReadableStream({
						pull(controller) {
							if (at >= whole.length) return controller.close();
							controller.enqueue(whole.subarray(at, at + step));
							at += step;
						},
					});
					const read = { url: PATH, headers: new Headers(request.headers), bodyUsed: false, body: pieces };
					const event = await webhooks.verifyRequest(EVENT, read);
					equal(`${event.id} ${event.body.length}`, `1002 ${whole.length}`, `${size} by ${step}`);
				}
			}
		},
	},
	{
		name: "every bit of a signature counts, for bodies of any size",
		async run(powens) {
			const webhooks = receiver(powens);
			for (const body of [BODY, `{"id":7,"a":"${"é".repeat(5_000)}"}`]) {
				const request = await signedRequest({ body });
				const mac = fromBase64(await signature({ body }));
				equal(mac.length, 32);
				for (let bit = 0; bit < 256; bit++) {
					const flipped = Uint8Array.from(mac, (byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
					const headers = { ...request.headers, "BI-Signature": base64(flipped) };
					equal(
						verdict(() => webhooks.verify(EVENT, { ...request, headers })),
						"signature_mismatch, not proven, 401",
						`bit ${bit}`,
					);
				}
			}
		},
	},
	{
		name: "a large body that is not what the event carries is genuine all the same",
		async run(powens) {
			const webhooks = receiver(powens);
			for (const body of ['{"id":0}', `{"a":"${"é".repeat(200_000)}","id":0}`]) {
				const request = await signedRequest({ body });
				equal(
					verdict(() => webhooks.verify(EVENT, request)),
					"payload_invalid, genuine, 400",
				);
				const read = new Request(`https://hooks.example${PATH}`, { method: "POST", headers: request.headers, body });
				equal(verdictOf(await rejection(webhooks.verifyRequest(EVENT, read))), "payload_invalid, genuine, 400");
			}
		},
	},
	{
		name: "sign signs as the platform does, and refuses what cannot be signed",
		async run(powens) {
			const webhooks = receiver(powens, { secretKey: [{ name: "a", secretKey: KEY }] });
			for (const [target, path] of signedTargets) {
				const headers = webhooks.sign({ ...target, date: DATE, body: BODY });
				deepEqual(headers, { "bi-signature": await signature({ path }), "bi-signature-date": DATE });
				equal(webhooks.verify(EVENT, { ...target, headers, body: BODY }).user.id, 7);
			}
			equal(webhooks.sign({ path: PATH, body: BODY })["bi-signature-date"], new Date(NOW).toISOString());
			for (const [request, hint] of unsigned) {
				const error = refusal(() => webhooks.sign({ date: DATE, body: BODY, ...request }), hint);
				equal(error.code, "invalid_argument");
				contains(error.message, hint);
			}
		},
	},
	{
		name: "the memory of bodies of many keys is used again",
		async run(_powens, { withFreshPackage }) {
			/** @type {ReturnType<typeof watchMemory> | undefined} */
			let memory;
			const globals = (/** @type {typeof globalThis} */ scope) => {
				memory = watchMemory(scope);
				return { WebAssembly: memory.watched };
			};
			await withFreshPackage(
				async ({ Webhooks, checkPayload }) => {
					const webhooks = new Webhooks({ secretKey: KEY });
					const check = (/** @type {number} */ width) => {
						const body = bodyOfKeys(width);
						equal(checkPayload(EVENT, body).ok, true, `${width}`);
						// Nor do keys stay of an object that is never closed.
						equal(checkPayload(EVENT, body.slice(0, -1)).ok, false, `${width}`);
						equal(webhooks.verify(EVENT, { path: PATH, headers: webhooks.sign({ path: PATH, body }), body }).user.id, 7);
						return body.length;
					};
					const round = () => Math.max(...[100, 5, 60, 64, 65, 99, 7].map(check));
					const largest = round();
					const before = memory?.size() ?? 0;
					ok(before > 0, "no memory is watched");
					for (let count = 0; count < 3; count++) round();
					const grown = (memory?.size() ?? 0) - before;
					ok(grown < largest, `${grown} bytes for bodies of no more than ${largest}`);
				},
				{ globals },
			);
		},
	},
];
