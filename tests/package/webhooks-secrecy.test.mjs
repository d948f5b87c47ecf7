// @ts-check
// No secret, signature, token or body is in what a webhook throws or shows, whatever the code.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inspect } from "node:util";
import { gzipSync } from "node:zlib";
import { loadEntry, outcome } from "./packed-entry.mjs";

const SECRET = "whsec-Q9f7Zt2LmX4vRt8KsZb1YcD5fGh3Jk6M";
const TOKEN = "dG9rZW5NYXJrZXJXN25QcTJMbVg0dlJ0OEs";
const VALUE = "bodyMarker-5s8Wd1Xc4Vb7Nm0Qa3Ze6";
const BODY = `{"id":42,"signin":"${VALUE}"}`;
const BAD_BODY = `{"id":"${VALUE}","signin":{"x":"${VALUE}"}}`;
/** Any part of a secret of this length would betray it. */
const PART = 12;
const path = "/hooks/user-created";
const now = () => Date.parse("2026-06-01T12:00:00Z");

/** @param {unknown} shown */
const everythingOf = (shown) =>
	[
		inspect(shown, { showHidden: true, depth: null, getters: true, maxStringLength: null }),
		JSON.stringify(shown),
		String(shown),
		shown instanceof Error ? [shown.stack, shown.message, inspect(shown.cause)].join() : "",
	].join("\n");

/** @param {unknown} shown @param {readonly string[]} secrets */
function assertHolds(shown, secrets) {
	const text = everythingOf(shown);
	for (const secret of secrets) {
		for (let at = 0; at + PART <= secret.length; at += 1) {
			const part = secret.slice(at, at + PART);
			assert.ok(!text.includes(part), `${part} is in ${text}`);
		}
	}
}

/** @param {() => unknown} call */
const ended = (call) => outcome((async () => call())());

for (const entry of /** @type {const} */ (["node.mjs", "default.js"])) {
	const { Webhooks, verifyBearer, isPowensError } = await loadEntry(entry);
	/** @param {object} [options] */
	const made = (options) => new Webhooks(/** @type {never} */ ({ secretKey: SECRET, now, ...options }));
	const { "bi-signature": signature, "bi-signature-date": date } = made().sign({ path, body: BODY });
	const signed = { "bi-signature": signature, "bi-signature-date": date };
	const markers = [SECRET, TOKEN, VALUE, signature];

	/** @param {object} [request] @param {object} [options] */
	const verify = (request, options) => () =>
		made(options).verify(
			"USER_CREATED",
			/** @type {never} */ ({ path, headers: made().sign({ path, body: BODY }), body: BODY, ...request }),
		);
	/** @param {unknown} value @param {object} [more] */
	const signedAs = (value, more) => verify({ headers: { "bi-signature": value, "bi-signature-date": date, ...more } });
	/** @param {string | Uint8Array} body @param {object} [options] */
	const genuine = (body, options) => verify({ body, headers: made().sign({ path, body }) }, options);
	/** @param {object} request */
	const bearer = (request) => () =>
		verifyBearer(
			"USER_CREATED",
			/** @type {never} */ ({ headers: { authorization: `Bearer ${TOKEN}` }, body: BODY, token: () => TOKEN, ...request }),
		);
	/** @param {object} request @param {object} [options] */
	const web = (request, options) => () =>
		made(options).verifyRequest(
			"USER_CREATED",
			/** @type {never} */ ({ url: path, headers: new Headers(), bodyUsed: false, ...request }),
		);
	/** @param {Uint8Array} body @param {object} [options] @param {string | Uint8Array} [signed] */
	const webBytes = (body, options, signed = body) => {
		const headers = new Headers({ ...made().sign({ path, body: signed }) });
		return () => web({ headers, body: new Response(Buffer.from(body)).body }, options)();
	};
	const fail = () => {
		throw Object.assign(new Error(`${TOKEN} ${SECRET} ${signature} ${VALUE}`), { code: TOKEN, name: SECRET });
	};
	const damaged = Uint8Array.from([...gzipSync(BODY).subarray(0, 12), ...Buffer.from(VALUE)]);
	const broken = () => new ReadableStream({ start: (controller) => controller.error(new Error("connection lost")) });
	const last = "AEIMQUYcgkosw048".includes(signature[42] ?? "") ? String.fromCharCode(signature.charCodeAt(42) + 1) : "B";

	/** @type {Record<string, (() => unknown)[]>} */
	const calls = {
		invalid_argument: [
			verify({}, { secretKey: ` ${SECRET}` }),
			verify({}, { secretKey: `${SECRET}\n` }),
			verify(
				{},
				{
					secretKey: [
						{ name: "a", secretKey: SECRET },
						{ name: "a", secretKey: SECRET },
					],
				},
			),
			verify({}, { secretKey: [{ name: SECRET, secretKey: Buffer.from(SECRET) }] }),
			verify({}, { toleranceSeconds: SECRET }),
			verify({ path: `hooks/${VALUE}`, url: undefined }),
			verify({ path, url: path }),
			() => made().sign({ path, body: BODY, secretName: "none" }),
			() => made().sign({ path, body: BODY, date: "yesterday" }),
		],
		unknown_event: [() => made().verify(/** @type {never} */ (TOKEN), /** @type {never} */ ({ path, headers: {}, body: BODY }))],
		body_not_raw: [verify({ body: JSON.parse(BODY) }), bearer({ body: [VALUE] })],
		body_consumed: [web({ bodyUsed: true }), web({ headers: new Headers(signed), body: VALUE })],
		body_unreadable: [web({ headers: new Headers(signed), body: broken() })],
		body_lone_surrogate: [verify({ body: `${BODY}\ud800` }), bearer({ body: `${BODY}\ud800` })],
		too_large: [
			genuine(BODY, { maxBodyBytes: 20 }),
			bearer({ maxBytes: 20 }),
			webBytes(gzipSync(BODY.repeat(99)), { maxBodyBytes: 999 }),
		],
		signature_missing: [verify({ headers: {} })],
		signature_mechanism: [verify({ headers: { authorization: `Bearer ${TOKEN}` } })],
		signature_date_missing: [verify({ headers: { "bi-signature": signature } })],
		signature_duplicate: [signedAs([signature, signature]), signedAs(signature, { "BI-Signature": signature })],
		signature_not_text: [signedAs(7), signedAs({ signature })],
		signature_malformed: [
			signedAs(`${signature}, ${signature}`),
			signedAs(` ${signature}`),
			signedAs(`${signature}\n`),
			signedAs(`-${signature.slice(1)}`),
			signedAs(signature.slice(0, -1)),
			signedAs(`${signature}${TOKEN}`),
			signedAs("QUJD"),
			signedAs(TOKEN.slice(0, 32)),
			signedAs(`!${signature.slice(1)}`),
			signedAs(`${signature.slice(0, 42)}${last}=`),
		],
		signature_date_invalid: [signedAs(signature, { "bi-signature-date": `${date} ${TOKEN}` })],
		signature_mismatch: [verify({ body: BAD_BODY }), verify({ path: `${path}/` }), verify({}, { secretKey: TOKEN })],
		secret_inactive: [verify({}, { secretKey: [{ name: "old", secretKey: SECRET, notAfter: "2020-01-01T00:00:00Z" }] })],
		stale: [verify({ headers: made().sign({ path, body: BODY, date: "2026-06-01T11:00:00Z" }) })],
		gzip_invalid: [
			...(entry === "node.mjs" ? [genuine(damaged), verify({ body: damaged })] : []),
			...[webBytes(damaged), webBytes(damaged, {}, BODY)],
		],
		gzip_unsupported: entry === "default.js" ? [genuine(gzipSync(BODY)), verify({ body: gzipSync(BODY) })] : [],
		bearer_missing: [bearer({ headers: {} })],
		bearer_malformed: [bearer({ headers: { authorization: `Basic ${TOKEN}` } }), bearer({ headers: { authorization: TOKEN } })],
		bearer_unknown_user: [bearer({ token: () => null })],
		bearer_mismatch: [bearer({ token: () => SECRET })],
		token_unavailable: [bearer({ token: () => fail() }), bearer({ token: () => Promise.reject(new Error(TOKEN)) })],
		payload_invalid: [
			genuine(BAD_BODY),
			genuine(VALUE),
			genuine(`{"id":1,"a":"${VALUE}"}"${VALUE}"`),
			bearer({ body: BAD_BODY }),
		],
	};

	describe(`${entry}: nothing secret in an error`, () => {
		for (const [code, ways] of Object.entries(calls)) {
			test(code, async () => {
				for (const [index, call] of ways.entries()) {
					const end = await ended(call);
					assert.ok("error" in end && isPowensError(end.error), `${index}: ${inspect(end)}`);
					assert.equal(end.error.code, code, `${index}: ${end.error}`);
					// What the caller's own function throws is cleared of the token alone: the rest it has never seen.
					assertHolds(end.error, code === "token_unavailable" ? [TOKEN] : markers);
				}
			});
		}
	});

	describe(`${entry}: nothing secret in an object`, () => {
		test("Webhooks", () => {
			assertHolds(made(), markers);
			assertHolds(made({ secretKey: [{ name: "a", secretKey: SECRET }] }), markers);
		});
		test("an event, before and after its payload was looked at", async () => {
			const byBearer = bearer({});
			for (const event of [verify()(), await byBearer()]) {
				assertHolds(event.toJSON(), markers);
				assert.ok(!inspect(event, { showHidden: true, depth: null }).includes(VALUE));
				assert.equal(/** @type {{ user: { signin: string } }} */ (event).user.signin, VALUE);
				assert.ok(!JSON.stringify(event).includes(VALUE) && !inspect(event, { showHidden: true, depth: null }).includes(VALUE));
			}
		});
	});
}
