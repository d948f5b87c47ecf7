// @ts-check
// diagnose: each usual mistake, made here as it is made in the wild, is found and named; nothing secret is told.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { describe, test } from "node:test";
import { inspect } from "node:util";
import { gzipSync } from "node:zlib";
import { loadEntry } from "./packed-entry.mjs";

/** @typedef {import("powens-users").DiagnosisCause} Cause */
/**
 * @typedef {object} Signing what was signed
 * @property {string | Uint8Array} [body]
 * @property {string} [path]
 * @property {string} [method]
 * @property {string | Uint8Array} [key]
 * @property {string} [date]
 */

const KEY = "d2ViaG9va1NlY3JldE1hcmtlclE5ZjdadDJMbVg0";
const OLD_KEY = "old-secret-Bn5Kj8Hg2Fd4Sa7Pq1";
const PATH = "/hooks/user-created";
const DATE = "2026-06-01T12:00:00.123456Z";
const NOW = Date.parse("2026-06-01T12:00:02Z");
const VALUE = { id: 42, signin: "2026-06-01 12:00:00", label: "Café / €", list: [1, { a: null }], empty: {} };
const BODY = JSON.stringify(VALUE);
const LATIN = '{"id":42,"label":"Café"}';
const OTHER = "nobody-has-this-secret-Lm4Xz9";

/** As Powens signs, or as somebody does who makes a mistake. @param {Signing} [signing] */
function headersOf({ body = BODY, path = PATH, method = "POST", key = KEY, date = DATE } = {}) {
	const hmac = createHmac("sha256", key).update(`${method}.${path}.${date}.`).update(body);
	return { "BI-Signature": hmac.digest("base64"), "BI-Signature-Date": date };
}

/** @param {unknown} value @returns {string} as Python writes it */
function spaced(value) {
	if (Array.isArray(value)) return `[${value.map(spaced).join(", ")}]`;
	if (typeof value !== "object" || value === null) return JSON.stringify(value);
	return `{${Object.entries(value)
		.map(([key, member]) => `${JSON.stringify(key)}: ${spaced(member)}`)
		.join(", ")}}`;
}
const escaped = (/** @type {string} */ text) =>
	text.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
const utf8 = (/** @type {string} */ text) => new TextEncoder().encode(text);
const latin1 = (/** @type {string} */ text) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const mojibake = (/** @type {string} */ text) => Buffer.from(text).toString("latin1");

const ZIPPED = gzipSync(BODY);

/** @type {[name: string, causes: Cause[], signing: Signing, given: object][]} what was signed, and what arrived */
const MISTAKES = [
	["nothing is wrong", [], {}, {}],
	["nothing is wrong, with a URL", [], {}, { path: undefined, url: `https://example.org${PATH}?a=b` }],
	["the body was parsed", ["body_reserialised"], {}, { body: VALUE }],
	["the body was parsed, of Python's form", ["body_reserialised"], { body: spaced(VALUE) }, { body: VALUE }],
	["Python's form was written anew", ["body_reserialised"], { body: spaced(VALUE) }, {}],
	["Python's ASCII was written anew", ["body_reserialised"], { body: escaped(spaced(VALUE)) }, {}],
	["the body was indented", ["body_reserialised"], {}, { body: JSON.stringify(VALUE, null, 2) }],
	[
		"the body was indented by 4, its slashes escaped",
		["body_reserialised"],
		{ body: BODY.replaceAll("/", "\\/") },
		{ body: JSON.stringify(VALUE, null, 4) },
	],
	["an indented body was parsed", ["body_reserialised"], { body: JSON.stringify(VALUE, null, 2) }, { body: VALUE }],
	["a line break was trimmed", ["body_trimmed"], { body: `${BODY}\n` }, {}],
	["a line break of Windows was trimmed", ["body_trimmed"], { body: `${BODY}\r\n` }, {}],
	["a line break was added", ["body_trimmed"], {}, { body: `${BODY}\n` }],
	["spaces were added around", ["body_trimmed"], {}, { body: `  ${BODY}\t\r\n` }],
	["a BOM was removed", ["bom"], { body: `\ufeff${BODY}` }, {}],
	["a BOM was added", ["bom"], {}, { body: `\ufeff${BODY}` }],
	["a BOM was added, in bytes", ["bom"], {}, { body: utf8(`\ufeff${BODY}`) }],
	["the bytes were read as Latin-1", ["body_encoding"], {}, { body: mojibake(BODY) }],
	["Latin-1 was written as UTF-8", ["body_encoding"], { body: latin1(LATIN) }, { body: LATIN }],
	["UTF-8 was read twice", ["body_encoding"], { body: mojibake(LATIN) }, { body: LATIN }],
	["base64 of a platform", ["body_base64"], {}, { body: Buffer.from(BODY).toString("base64") }],
	["base64 of a platform, as bytes", ["body_base64"], {}, { body: Buffer.from(Buffer.from(BODY).toString("base64")) }],
	["base64 of gzip", ["body_base64"], { body: ZIPPED }, { body: ZIPPED.toString("base64"), "Content-Encoding": "gzip" }],
	["gzip through text", ["body_decoded"], { body: ZIPPED }, { body: ZIPPED.toString(), "Content-Encoding": "gzip" }],
	["gzip through text, as bytes", ["body_decoded"], { body: ZIPPED }, { body: Buffer.from(ZIPPED.toString()) }],
	["another encoding through text", ["body_decoded"], { body: latin1(LATIN) }, { body: Buffer.from(latin1(LATIN)).toString() }],
	["nothing is left of the body", ["body_empty"], {}, { body: "" }],
	["no parser ran", ["body_empty"], {}, { body: undefined }],
	["no body at all", ["body_empty"], {}, { body: null }],
	["the JSON as JSON", ["body_json_text"], {}, { body: JSON.stringify(BODY) }],
	["the JSON as JSON, as bytes", ["body_json_text"], {}, { body: Buffer.from(JSON.stringify(BODY)) }],
	["a framework has added to the path", ["proxy_prefix"], {}, { path: `${PATH}/index/default` }],
	[
		"two at once: base64, behind a stage",
		["proxy_prefix", "body_base64"],
		{},
		{ path: `/stage${PATH}`, body: Buffer.from(BODY).toString("base64") },
	],
	["something inflated the body", ["compressed"], { body: gzipSync(BODY) }, { "Content-Encoding": "gzip" }],
	["a slash is missing", ["trailing_slash"], { path: `${PATH}/` }, {}],
	["a slash is too many", ["trailing_slash"], {}, { path: `${PATH}/` }],
	["the query was signed", ["query"], { path: `${PATH}?a=b` }, { path: undefined, url: `${PATH}?a=b` }],
	["the whole URL was signed", ["full_url"], { path: `https://example.org${PATH}` }, { host: "example.org" }],
	["the whole URL was signed, by http", ["full_url"], { path: `http://example.org:8080${PATH}` }, { Host: "example.org:8080" }],
	[
		"the whole URL was signed and given",
		["full_url"],
		{ path: `https://example.org${PATH}` },
		{ path: undefined, url: `https://example.org${PATH}` },
	],
	[
		"the whole URL with its query",
		["full_url"],
		{ path: `https://example.org${PATH}?a=b` },
		{ path: undefined, url: `${PATH}?a=b`, host: "example.org" },
	],
	["a proxy has cut the path", ["proxy_prefix"], { path: `/api${PATH}` }, {}],
	["a proxy has put something in front", ["proxy_prefix"], {}, { path: `/internal/v7${PATH}` }],
	["another method was signed", ["method"], { method: "PUT" }, {}],
	["the method in lower case", ["method"], { method: "post" }, {}],
	["a rare method, which is known", ["method"], { method: "REPORT" }, { method: "REPORT" }],
	["the secret was decoded", ["secret_base64"], { key: Buffer.from(KEY, "base64") }, {}],
	["the secret has a line break", ["secret_newline"], { key: `${KEY}\n` }, {}],
	["the secret has a line break of Windows", ["secret_newline"], { key: `${KEY}\r\n` }, {}],
	["a secret that is not in use any more", ["other_secret"], { key: OLD_KEY }, {}],
	["the clocks differ", ["clock_skew"], { date: "2026-06-01T13:00:00Z" }, {}],
	["it came late", ["clock_skew"], { date: "2026-05-31T12:00:00Z" }, {}],
	["another secret", ["unknown"], { key: OTHER }, {}],
	["another body", ["unknown"], { body: '{"id":43}' }, {}],
	["two at once: slash and line break", ["trailing_slash", "body_trimmed"], { path: `${PATH}/`, body: `${BODY}\n` }, {}],
	["two at once: parsed, behind a proxy", ["proxy_prefix", "body_reserialised"], { path: `/v1${PATH}` }, { body: VALUE }],
	["two at once: secret and method", ["secret_newline", "method"], { key: `${KEY}\n`, method: "GET" }, {}],
	["three at once are not found", ["unknown"], { key: `${KEY}\n`, method: "GET", path: `${PATH}/` }, {}],
];

/** @type {[name: string, headers: object][]} */
const HEADERS = [
	["none", {}],
	["no date", { "bi-signature": headersOf()["BI-Signature"] }],
	["no base64", { ...headersOf(), "BI-Signature": "?" }],
	["a date that is none", { ...headersOf(), "BI-Signature-Date": "yesterday" }],
	["a Bearer token", { authorization: "Bearer bearerMarker" }],
	["one twice", { ...headersOf(), "bi-signature": headersOf()["BI-Signature"] }],
];

for (const entry of /** @type {const} */ (["node.mjs", "default.js"])) {
	const { Webhooks, isPowensError } = await loadEntry(entry);
	const secretKey = [
		{ name: "new", secretKey: KEY },
		{ name: "old", secretKey: OLD_KEY, notAfter: "2026-01-01T00:00:00Z" },
	];
	const webhooks = new Webhooks({ secretKey, now: () => NOW });

	/** @param {unknown} diagnosis */
	function assertHolds(diagnosis) {
		const shown = inspect(diagnosis, { showHidden: true, depth: null });
		const secrets = [
			KEY,
			Buffer.from(KEY, "base64").toString(),
			OLD_KEY,
			OTHER,
			"bearerMarker",
			"Café",
			...Object.values(headersOf()),
		];
		for (const secret of secrets) assert.ok(!shown.includes(secret.slice(0, 16)), `${secret} is in ${shown}`);
	}

	describe(`${entry}: diagnose finds`, () => {
		for (const [name, causes, signing, given] of MISTAKES) {
			test(`${name}: ${causes.join(" and ") || "it verifies"}`, () => {
				const { host, Host, "Content-Encoding": encoding, ...more } = /** @type {Record<string, string>} */ (given);
				const headers = { ...headersOf(signing), host, Host, "Content-Encoding": encoding };
				const request = /** @type {import("powens-users").WebhookRequest} */ ({ path: PATH, body: BODY, headers, ...more });
				const diagnosis = webhooks.diagnose(request);
				assert.deepEqual([...diagnosis.causes], causes);
				assert.equal(diagnosis.verifies, causes.length === 0);
				assert.ok(diagnosis.message.length > 10);
				assertHolds(diagnosis);
				const verifySignature = () => webhooks.verifySignature(request);
				if (diagnosis.verifies) verifySignature();
				else assert.throws(verifySignature, isPowensError, "a cause that is known makes nothing acceptable");
				const asHeaders = new Headers();
				for (const [header, value] of Object.entries(headers)) if (value !== undefined) asHeaders.set(header, value);
				assert.deepEqual(webhooks.diagnose({ ...request, headers: asHeaders }), diagnosis);
			});
		}
		for (const [name, headers] of HEADERS) {
			test(`headers: ${name}`, () => {
				const diagnosis = webhooks.diagnose(/** @type {never} */ ({ path: PATH, body: BODY, headers }));
				assert.deepEqual([diagnosis.verifies, ...diagnosis.causes], [false, "headers"]);
				assertHolds(diagnosis);
			});
		}
	});

	describe(`${entry}: diagnose`, () => {
		test("every cause there is, is found above", () => {
			const found = new Set(MISTAKES.flatMap(([, causes]) => causes).concat("headers"));
			/** @type {Record<Cause, true>} */
			const all = {
				...{ headers: true, body_reserialised: true, body_trimmed: true, body_encoding: true, bom: true, compressed: true },
				...{ trailing_slash: true, query: true, full_url: true, proxy_prefix: true, method: true, secret_base64: true },
				...{ secret_newline: true, other_secret: true, clock_skew: true, unknown: true },
				...{ body_base64: true, body_decoded: true, body_empty: true, body_json_text: true },
			};
			assert.deepEqual([...found].sort(), Object.keys(all).sort());
		});
		const compressed = gzipSync(BODY);
		const url = `${PATH}?x=1`;
		/** @type {[name: string, given: object, verifies: boolean, causes: Cause[]][]} */
		const judged = [
			["a query that is signed", { url, signQuery: true, body: BODY, headers: headersOf({ path: url }) }, true, []],
			["a query that is not", { url, body: BODY, headers: headersOf() }, true, []],
			["one that was to be signed", { url, signQuery: true, body: BODY, headers: headersOf() }, false, ["query"]],
			["one that was not to be", { url, body: BODY, headers: headersOf({ path: url }) }, false, ["query"]],
			[
				"an object, with the signature of no bytes",
				{ path: PATH, body: VALUE, headers: headersOf({ body: "" }) },
				false,
				["body_reserialised"],
			],
		];
		if (entry === "node.mjs") {
			// Signed inflated: base64 of gzip, which only a runtime that inflates at once can look into.
			judged.push([
				"base64 of gzip",
				{ path: PATH, body: compressed.toString("base64"), headers: headersOf() },
				false,
				["body_base64"],
			]);
			judged.push(["compressed, signed before", { path: PATH, body: compressed, headers: headersOf() }, true, []]);
			const headers = headersOf({ body: compressed });
			judged.push(["compressed, signed as it came", { path: PATH, body: compressed, headers }, true, []]);
		}
		for (const [name, given, verifies, causes] of judged) {
			test(`as verify judges: ${name}`, () => {
				const diagnosis = webhooks.diagnose(/** @type {never} */ (given));
				assert.deepEqual([diagnosis.verifies, ...diagnosis.causes], [verifies, ...causes]);
				const accepted = () => webhooks.verifySignature(/** @type {never} */ (given));
				verifies ? accepted() : assert.throws(accepted, isPowensError);
			});
		}
		test("half a character and what is too large are refused, as by verify", () => {
			const small = new Webhooks({ secretKey: KEY, maxBodyBytes: 10, now: () => NOW });
			for (const [by, body, code] of /** @type {const} */ ([
				[webhooks, '{"id":"\ud800"}', "body_lone_surrogate"],
				[small, BODY, "too_large"],
			])) {
				assert.throws(
					() => by.diagnose({ path: PATH, headers: headersOf(), body }),
					(error) => isPowensError(error) && error.code === code,
				);
			}
		});
		test("a body of several MB is diagnosed for one mistake, in seconds", () => {
			const body = JSON.stringify(Array.from({ length: 40_000 }, (_, id) => ({ id, label: `Café ${"x".repeat(60)}` })));
			const start = performance.now();
			assert.deepEqual(
				[...webhooks.diagnose({ path: PATH, headers: headersOf({ body, path: `${PATH}/` }), body }).causes],
				["trailing_slash"],
			);
			assert.deepEqual(
				[...webhooks.diagnose({ path: PATH, headers: headersOf({ body, key: OTHER }), body }).causes],
				["unknown"],
			);
			assert.ok(performance.now() - start < 20_000, `${performance.now() - start} ms`);
		});
		test("what is no request is refused", () => {
			for (const request of [null, {}, { path: PATH, url: PATH, headers: {}, body: "" }, { path: PATH, body: "" }]) {
				assert.throws(
					() => webhooks.diagnose(/** @type {never} */ (request)),
					(error) => isPowensError(error) && error.code === "invalid_argument",
				);
			}
		});
	});
}
