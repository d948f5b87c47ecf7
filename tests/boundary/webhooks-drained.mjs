// @ts-check
// Requests whose body a platform has read already, and left beside it: `rawBody`, then `body`, where they are bytes or text.
import { equal, fail, ok } from "./assertions.mjs";
import { bytes } from "./mocks.mjs";
import { BODY, gzip, PATH, receiver, signedHeaders, verdictOf } from "./signed.mjs";

const EVENT = "USER_CREATED";
const FORGED = BODY.replace("7", "8");
const PARSED = JSON.parse(BODY);
const CONSUMED = "body_consumed, not proven, 500";
const NOT_RAW = "body_not_raw, not proven, 500";
const MISMATCH = "signature_mismatch, not proven, 401";

/** The bytes of a text, within a larger buffer as Node's pool has it. @param {string} text */
function pooled(text) {
	const whole = new Uint8Array(text.length * 4 + 20).fill(9);
	const { written = 0 } = new TextEncoder().encodeInto(text, whole.subarray(10));
	return whole.subarray(10, 10 + written);
}

/**
 * A request of Node's http as a platform hands it over.
 *
 * @param {object} [parts]
 * @param {{ body?: string | Uint8Array }} [signed]
 */
async function request(parts, signed) {
	const iterator = () => ({ next: async () => fail("a stream that was read is read once more") });
	return {
		url: `${PATH}?a=b`,
		headers: await signedHeaders(signed),
		readableDidRead: true,
		readableEnded: true,
		[Symbol.asyncIterator]: iterator,
		...parts,
	};
}

/** A request whose stream nobody has read. @param {string} text @param {object} [parts] */
const unread = (text, parts) =>
	request({
		readableDidRead: false,
		readableEnded: false,
		async *[Symbol.asyncIterator]() {
			yield bytes(text);
		},
		...parts,
	});

/** @type {readonly [name: string, parts: () => object, expected: string][]} */
const table = [
	["rawBody as bytes", () => ({ rawBody: bytes(BODY) }), ""],
	["rawBody in a pool", () => ({ rawBody: pooled(BODY) }), ""],
	["rawBody as a buffer", () => ({ rawBody: bytes(BODY).buffer }), ""],
	["rawBody as another view", () => ({ rawBody: new DataView(bytes(BODY).buffer) }), ""],
	["rawBody as text", () => ({ rawBody: BODY }), ""],
	["rawBody beside the parsed body", () => ({ rawBody: bytes(BODY), body: PARSED }), ""],
	["body as bytes", () => ({ body: bytes(BODY) }), ""],
	["body as text", () => ({ body: BODY }), ""],
	["body as bytes, rawBody undefined", () => ({ rawBody: undefined, body: bytes(BODY) }), ""],
	["body as bytes, rawBody null", () => ({ rawBody: null, body: bytes(BODY) }), ""],
	["rawBody counts, not body", () => ({ rawBody: bytes(BODY), body: FORGED }), ""],
	["rawBody counts, and is forged", () => ({ rawBody: FORGED, body: BODY }), MISMATCH],
	["a stream that has ended, and was not seen to be read", () => ({ readableDidRead: undefined, rawBody: BODY }), ""],
	["a stream that was read, and has not ended", () => ({ readableEnded: false, rawBody: BODY }), ""],
	["a body that is forged", () => ({ body: FORGED }), MISMATCH],
	["an object", () => ({ body: PARSED }), NOT_RAW],
	["a list", () => ({ body: [1, 2] }), NOT_RAW],
	["rawBody as an object", () => ({ rawBody: PARSED }), NOT_RAW],
	["both as objects", () => ({ rawBody: PARSED, body: PARSED }), NOT_RAW],
	["what looks like bytes", () => ({ rawBody: { length: 3, 0: 1, 1: 2, 2: 3 } }), NOT_RAW],
	["nothing", () => ({}), CONSUMED],
	["nothing but undefined", () => ({ rawBody: undefined, body: undefined }), CONSUMED],
	["half a character", () => ({ rawBody: '{"id":"\ud800"}' }), "body_lone_surrogate, not proven, 400"],
	[
		"rawBody that cannot be read",
		() => ({
			get rawBody() {
				return fail("hostile");
			},
		}),
		"invalid_argument, not proven, 500",
	],
];

/** @param {Promise<any>} call */
const end = (call) =>
	call.then(
		() => "",
		(error) => verdictOf(error),
	);

/** An object with the accessors of another one, which spreading would read. @param {object} target @param {object} source */
const withAccessors = (target, source) => Object.defineProperties(target, Object.getOwnPropertyDescriptors(source));

/** @type {import("./runner.mjs").Case[]} */
export default [
	{
		name: "rawBody, then body, where they are bytes or text",
		async run(powens) {
			const webhooks = receiver(powens);
			for (const [name, parts, expected] of table) {
				equal(await end(webhooks.verifyNode(EVENT, withAccessors(await request(), parts()))), expected, name);
				equal(await end(webhooks.verifyNodeSignature(withAccessors(await request(), parts()))), expected, name);
			}
		},
	},
	{
		name: "what is given is what was sent",
		async run(powens) {
			const webhooks = receiver(powens);
			for (const rawBody of [BODY, bytes(BODY), pooled(BODY)]) {
				const event = await webhooks.verifyNode(EVENT, await request({ rawBody }));
				equal(`${event.id} ${event.user.id} ${event.payload.é}`, "1001 7 😀");
				const signed = await webhooks.verifyNodeSignature(await request({ rawBody }));
				equal(new TextDecoder().decode(signed.body), BODY);
				if (typeof rawBody === "string") continue;
				rawBody.fill(0);
				equal(new TextDecoder().decode(signed.body), BODY, "it is a copy");
				equal(new TextDecoder().decode(event.body), BODY, "it is a copy");
			}
		},
	},
	{
		name: "of a stream that nobody has read, the stream counts",
		async run(powens) {
			const webhooks = receiver(powens);
			equal(await end(webhooks.verifyNode(EVENT, await unread(BODY, { rawBody: FORGED, body: PARSED }))), "");
			equal(await end(webhooks.verifyNode(EVENT, await unread(FORGED, { rawBody: BODY, body: BODY }))), MISMATCH);
		},
	},
	{
		name: "the cap holds, in bytes",
		async run(powens) {
			const size = bytes(BODY).length;
			ok(size > BODY.length);
			const tooLarge = "too_large, not proven, 413";
			for (const parts of [{ rawBody: BODY }, { rawBody: bytes(BODY) }, { body: BODY }, { body: bytes(BODY) }]) {
				for (const [most, expected] of /** @type {const} */ ([
					[size, ""],
					[size - 1, tooLarge],
					[1, tooLarge],
				])) {
					equal(await end(receiver(powens).verifyNode(EVENT, await request(parts), { maxBytes: most })), expected, `${most}`);
					equal(await end(receiver(powens, { maxBodyBytes: most }).verifyNode(EVENT, await request(parts))), expected, `${most}`);
				}
			}
		},
	},
	{
		name: "the path that is given counts here too, and headers are judged",
		async run(powens) {
			const webhooks = receiver(powens);
			const moved = await request({ rawBody: BODY, url: "/elsewhere" });
			equal(await end(webhooks.verifyNode(EVENT, moved)), MISMATCH);
			equal(await end(webhooks.verifyNode(EVENT, moved, { path: PATH })), "");
			equal(
				await end(webhooks.verifyNode(EVENT, await request({ rawBody: BODY, headers: {} }))),
				"signature_missing, not proven, 401",
			);
			equal(await end(webhooks.verifyNode("USER_SYNCED", await request({ rawBody: BODY }))), "payload_invalid, genuine, 400");
		},
	},
	{
		name: "compressed bytes are inflated, whoever has kept them",
		async run(powens) {
			const webhooks = receiver(powens);
			const rawBody = await gzip(BODY);
			for (const body of [rawBody, BODY]) {
				const event = await webhooks.verifyNode(EVENT, await request({ rawBody }, { body }));
				equal(new TextDecoder().decode(event.body), BODY);
			}
			const forged = await request({ rawBody }, { body: FORGED });
			equal(await end(webhooks.verifyNode(EVENT, forged)), MISMATCH);
		},
	},
];
