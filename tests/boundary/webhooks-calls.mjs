// @ts-check
// Calls that meet each other, borders that are moved, and what nobody would give: each gives an error, and none ends the process.
import { equal, fail, ok, rejection } from "./assertions.mjs";
import { bytes } from "./mocks.mjs";
import { BODY, code, DATE, KEY, NOW, PATH, random, receiver, signedRequest, verdict, verdictOf } from "./signed.mjs";

const EVENT = "USER_CREATED";
const MISMATCH = "signature_mismatch, not proven, 401";

/** @type {unknown[]} */
const anything = [
	...[undefined, null, 0, -1, 7, 1.5, Number.NaN, 2 ** 53, 7n, true, "", "x", "/hooks", DATE, "USER_CREATED", "\ud800"],
	...[[], ["a", "b"], {}, Symbol("x"), () => {}, new Uint8Array(2), new ArrayBuffer(3), new Date(Number.NaN), new Map()],
	...[new Proxy({}, { get: () => fail("hostile") }), Object.defineProperty({}, "signature", { get: () => fail("hostile") })],
];

/** @type {import("./runner.mjs").Case[]} */
export default [
	{
		name: "no border between signature, path, date and body can be moved",
		async run(powens) {
			const webhooks = receiver(powens);
			const { headers, body } = await signedRequest({ body: '{"id":7}' });
			const right = [headers["BI-Signature"] ?? "", PATH, DATE, String(body)];
			const verify = (/** @type {readonly (string | undefined)[]} */ [signature, path, date, body]) =>
				code(() => webhooks.verify(EVENT, { path, headers: { "BI-Signature": signature, "BI-Signature-Date": date }, body }));
			equal(verify(right), "");
			const whole = right.join("");
			const borders = [0, ...right.map((_, index) => right.slice(0, index + 1).join("").length)];
			for (let moved = 1; moved < 4; moved++) {
				for (let at = 0; at <= whole.length; at++) {
					if (at === borders[moved]) continue;
					const cut = borders.map((border, index) => (index === moved ? at : border));
					ok(verify(right.map((_, index) => whole.slice(cut[index], cut[index + 1]))) !== "", `border ${moved} at ${at}`);
				}
			}
		},
	},
	{
		name: "nothing of an earlier request counts for a later one",
		async run(powens) {
			const webhooks = receiver(powens);
			const long = await signedRequest({ body: `{"id":7,"a":"${"x".repeat(500)}"}` });
			const short = await signedRequest({ body: '{"id":7}' });
			for (let length = 0; length < String(long.body).length; length += 7) {
				equal(
					verdict(() => webhooks.verify(EVENT, long)),
					"",
				);
				const cut = { ...long, body: String(long.body).slice(0, length) };
				equal(
					verdict(() => webhooks.verify(EVENT, cut)),
					MISMATCH,
					`cut at ${length}`,
				);
				equal(
					verdict(() => webhooks.verify(EVENT, { ...short, headers: long.headers })),
					MISMATCH,
				);
				equal(webhooks.verify(EVENT, short).body.length, 8);
			}
		},
	},
	{
		name: "a body that ends too soon is refused, wherever, and whatever was verified before",
		async run(powens) {
			const webhooks = receiver(powens);
			const good = await signedRequest();
			const whole = bytes(BODY);
			for (let length = 0; length < whole.length; length++) {
				equal(
					verdict(() => webhooks.verify(EVENT, good)),
					"",
				);
				const cut = await signedRequest({ body: whole.slice(0, length) });
				equal(
					verdict(() => webhooks.verify(EVENT, cut)),
					"payload_invalid, genuine, 400",
					`${length} bytes`,
				);
				equal(powens.checkPayload(EVENT, whole.slice(0, length)).ok, false, `${length} bytes`);
			}
		},
	},
	{
		name: "what cannot be bytes is neither signed nor verified",
		async run(powens) {
			const webhooks = receiver(powens);
			const { headers } = await signedRequest();
			equal(
				code(() => webhooks.sign({ path: PATH, date: DATE, body: '{"id":"\ud800"}' })),
				"body_lone_surrogate",
			);
			equal(
				code(() => webhooks.verify(EVENT, { path: PATH, headers, body: '{"id":"\ud800"}' })),
				"body_lone_surrogate",
			);
			for (const path of ["/hooks\ud800", "\udfff/hooks", "/\ud83d"]) {
				// As every platform writes half a character in bytes.
				const replaced = path.replaceAll(/[\ud800-\udfff]/g, "\ufffd");
				const request = { path, headers: (await signedRequest({ path: replaced })).headers, body: BODY };
				ok(["", "invalid_argument", "signature_mismatch"].includes(code(() => webhooks.verify(EVENT, request))), path);
				ok(["", "invalid_argument"].includes(code(() => webhooks.sign({ path, date: DATE, body: BODY }))), path);
			}
		},
	},
	{
		name: "requests that are read side by side are judged each by itself",
		async run(powens) {
			const webhooks = receiver(powens);
			const good = await signedRequest();
			const forged = { ...good, body: BODY.replace("7", "8") };
			const other = await signedRequest({ body: '{"id":9,"id_webhook_data":2}' });
			/** Gives its bytes one by one, so that all are under way together. @param {typeof good} request */
			const read = ({ headers, body }) => {
				const left = Array.from(bytes(body), (byte) => Uint8Array.of(byte));
				const reader = {
					read: async () => {
						await null;
						const value = left.shift();
						return { done: value === undefined, value };
					},
					cancel: async () => {},
				};
				return { url: PATH, headers: new Headers(headers), bodyUsed: false, body: { getReader: () => reader } };
			};
			const ends = await Promise.all(
				Array.from({ length: 30 }, (_, index) => {
					const request = [good, forged, other][index % 3] ?? good;
					return webhooks.verifyRequest(EVENT, read(request)).then(
						(event) => `${event.id} ${event.user.id}`,
						(error) => verdictOf(error),
					);
				}),
			);
			for (const [index, end] of ends.entries()) equal(end, ["1001 7", MISMATCH, "2 9"][index % 3], `request ${index}`);
		},
	},
	{
		name: "a call within a call changes nothing for either",
		async run(powens) {
			const good = await signedRequest();
			const other = await signedRequest({ body: '{"id":9,"id_webhook_data":2}' });
			const forged = { ...good, body: BODY.replace("7", "8") };
			const webhooks = receiver(powens);
			for (const [inner, innerEnd] of /** @type {const} */ ([
				[other, ""],
				[forged, MISMATCH],
			])) {
				let calls = 0;
				const callsBack = () => {
					calls += 1;
					equal(
						verdict(() => webhooks.verify(EVENT, inner)),
						innerEnd,
					);
					powens.checkPayload(EVENT, '{"id":"x"}');
				};
				/** Comes back while its parts are read. @param {typeof good} request */
				const hostile = (request) => {
					/** @type {Record<string, unknown>} */
					const target = {};
					for (const [key, value] of Object.entries(request)) {
						const get = () => {
							callsBack();
							return value;
						};
						Object.defineProperty(target, key, { enumerable: true, get });
					}
					return target;
				};
				const clock = receiver(powens, {
					now: () => {
						callsBack();
						return NOW;
					},
				});
				equal(webhooks.verify(EVENT, hostile(good)).id, 1001);
				equal(clock.verify(EVENT, good).id, 1001);
				equal(
					verdict(() => webhooks.verify(EVENT, hostile(forged))),
					MISMATCH,
				);
				equal(
					verdict(() => clock.verify(EVENT, forged)),
					MISMATCH,
				);
				ok(calls >= 4, `${calls} calls`);
			}
		},
	},
	{
		name: "making an error may come back",
		async run(powens) {
			const webhooks = receiver(powens);
			const good = await signedRequest();
			const forged = { ...good, body: BODY.replace("7", "8") };
			const names = ["code", "httpStatus", "authentic", "issues", "effect", "pointer"];
			let isInside = false;
			for (const name of names) {
				// What plain objects inherit.
				Object.defineProperty(Object.prototype, name, {
					configurable: true,
					set(value) {
						Object.defineProperty(this, name, { value, configurable: true, enumerable: true, writable: true });
						if (isInside) return;
						isInside = true;
						try {
							webhooks.verify(EVENT, good);
						} finally {
							isInside = false;
						}
					},
				});
			}
			try {
				equal(
					verdict(() => webhooks.verify(EVENT, forged)),
					MISMATCH,
				);
				equal(
					verdict(() => webhooks.verify(EVENT, { ...good, path: "hooks" })),
					"invalid_argument, not proven, 500",
				);
			} finally {
				for (const name of names) Reflect.deleteProperty(Object.prototype, name);
			}
		},
	},
	{
		name: "no order of calls with anything throws what is none of ours",
		async run(powens) {
			const { below, pick } = random(7);
			const webhooks = receiver(powens, {
				secretKey: [
					{ name: "a", secretKey: KEY },
					{ name: "b", secretKey: "b" },
				],
			});
			const good = await signedRequest();
			const parts = ["path", "url", "signQuery", "headers", "body", "date", "secretName", "method"];
			const request = () => (below(3) === 0 ? pick(anything) : { ...good, [pick(parts)]: pick(anything) });
			/** @type {(() => unknown)[]} */
			const calls = [
				() => webhooks.verify(below(2) === 0 ? EVENT : pick(anything), request()),
				() => webhooks.verifySignature(request()),
				() => webhooks.sign(request()),
				() => webhooks.diagnose(request()),
				() =>
					powens.checkPayload(EVENT, pick(anything), pick([undefined, { strict: pick(anything) }, { maxBytes: pick(anything) }])),
			];
			for (let round = 0; round < 5000; round++) {
				const call = pick(calls);
				try {
					call();
				} catch (error) {
					if (!powens.isPowensError(error)) fail(`round ${round}, ${call}: ${String(error)}`);
				}
			}
			equal(webhooks.verify(EVENT, good).user.id, 7);
			equal(
				verdict(() => webhooks.verify(EVENT, { ...good, body: "{}" })),
				MISMATCH,
			);
		},
	},
	{
		name: "no order of calls of the WebAssembly itself with any numbers traps",
		async run(_powens, { wasm }) {
			const { pick } = random(11);
			const module = await WebAssembly.compile(await wasm());
			/** @type {Record<string, Record<string, () => number>>} */
			const imports = {};
			for (const { module: from, name } of WebAssembly.Module.imports(module)) {
				imports[from] = { ...imports[from], [name]: () => 0 };
			}
			const { exports } = await WebAssembly.instantiate(module, imports);
			// Those of wasm-bindgen itself take pointers.
			const calls = Object.entries(exports).filter(([name, value]) => typeof value === "function" && !name.startsWith("__"));
			ok(calls.length > 3, `${calls.length} functions`);
			// No length that there is memory for, and none that an i32 makes one of.
			const numbers = [
				0,
				1,
				2,
				6,
				20,
				44,
				70,
				78,
				4096,
				2 ** 17,
				2 ** 31,
				2 ** 32 - 1,
				-1,
				Number.NaN,
				Number.POSITIVE_INFINITY,
				1.5,
			];
			for (let round = 0; round < 20_000; round++) {
				const [name, call] = pick(calls);
				const args = Array.from({ length: 12 }, () => pick(numbers));
				try {
					/** @type {Function} */ (call)(...args);
				} catch (thrown) {
					fail(`round ${round}, ${name}(${args.slice(0, /** @type {Function} */ (call).length).join()}): ${String(thrown)}`);
				}
			}
		},
	},
	{
		name: "there is nothing to free, and what was let go of troubles no other",
		async run(powens) {
			equal("free" in powens.UsersApi.prototype, false);
			equal("free" in powens.Webhooks.prototype, false);
			const kept = receiver(powens);
			const good = await signedRequest();
			const event = kept.verify(EVENT, good);
			for (let count = 0; count < 2000; count++) receiver(powens, { secretKey: `k${count}` }).sign({ path: PATH, body: BODY });
			equal(kept.verify(EVENT, good).user.id, 7);
			equal(event.payload.signin, "2020-06-01 12:34:56");
			equal(verdictOf(await rejection(kept.verifyRequest(EVENT, 7))), "invalid_argument, not proven, 500");
		},
	},
];
