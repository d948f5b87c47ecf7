// @ts-check
// Whatever the webhooks' half of the package is given, it throws nothing but a PowensError, and works on afterwards.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inspect } from "node:util";
import { revoked, throwing } from "./children/hostile-behaviours.mjs";
import { loadEntry, outcome } from "./packed-entry.mjs";

const SECRET = "a webhook's secret";
const BODY = '{"id":42}';
const path = "/hooks/user-created";

const fail = () => {
	throw new Error("hostile");
};

/** @param {() => unknown} call */
const ended = (call) => outcome((async () => call())());

for (const entry of /** @type {const} */ (["node.mjs", "default.js"])) {
	const { Webhooks, verifyBearer, readEvent, checkPayload, isPowensError } = await loadEntry(entry);
	/** @param {object} [options] */
	const made = (options) => new Webhooks(/** @type {never} */ ({ secretKey: SECRET, ...options }));
	const { "bi-signature": signature, "bi-signature-date": date } = made().sign({ path, body: BODY });
	const signed = { "bi-signature": signature, "bi-signature-date": date };

	/** @param {object} [request] @param {object} [options] */
	const verify = (request, options) => () =>
		made(options).verify("USER_CREATED", /** @type {never} */ ({ path, headers: signed, body: BODY, ...request }));
	/** @param {unknown} value @param {object} [more] */
	const signedAs = (value, more) => verify({ headers: { ...signed, "bi-signature": value, ...more } });
	/** @param {object} request */
	const bearer = (request) => () =>
		verifyBearer(
			"USER_CREATED",
			/** @type {never} */ ({ headers: { authorization: "Bearer t" }, body: BODY, token: () => "t", ...request }),
		);
	/** @param {object} request */
	const web = (request) => () =>
		made().verifyRequest(
			"USER_CREATED",
			/** @type {never} */ ({ url: path, headers: new Headers(), bodyUsed: false, ...request }),
		);
	/** @param {object} request */
	const node = (request) => () =>
		made().verifyNode("USER_CREATED", /** @type {never} */ ({ url: path, headers: signed, ...request }));

	/** What cannot be looked at, or shows what it should not. */
	const hostile = () => [
		...[
			throwing({}),
			throwing([]),
			throwing(() => {}),
			throwing(new Uint8Array(2)),
			throwing(new Map()),
			throwing(new Headers()),
		],
		...[
			revoked({}),
			revoked([]),
			revoked(() => {}),
			Object.create(null),
			Symbol("hostile"),
			7n,
			null,
			undefined,
			Number.NaN,
			"",
			[],
		],
		...[
			new Proxy({}, { get: () => fail() }),
			new Proxy({}, { get: () => throwing({}) }),
			new Proxy(() => {}, { get: () => revoked({}) }),
		],
		...[
			new Proxy(new Uint8Array(9), {}),
			Object.create(Uint8Array.prototype),
			Object.create(ArrayBuffer.prototype),
			new Proxy({}, { get: (_target, key) => (key === "then" ? undefined : hostileGet) }),
		],
		Object.defineProperty({}, Symbol.toStringTag, { get: fail }),
	];
	const hostileGet = () => throwing({});

	/** @type {Record<string, (value: never) => unknown>} */
	const places = {
		"the constructor": (value) => new Webhooks(value),
		"an option of the constructor": (value) => [
			...["secretKey", "toleranceSeconds", "maxAgeSeconds", "dangerouslyAcceptAnyAge", "maxBodyBytes", "now"].map(
				(option) => () => made({ [option]: value }),
			),
			...["name", "secretKey", "notBefore", "notAfter"].map(
				(field) => () => made({ secretKey: [{ name: "a", secretKey: SECRET, [field]: value }] }),
			),
			() => made({ secretKey: [value] }),
			verify({}, { now: value }),
			verify({}, { now: () => value }),
			verify({}, { now: fail }),
		],
		verify: (value) => [
			() => made().verify(value, /** @type {never} */ ({})),
			() => made().verify("USER_CREATED", value),
			() => made().verifySignature(value),
		],
		"a part of a request": (value) => ["path", "url", "signQuery", "headers", "body"].map((part) => verify({ [part]: value })),
		"a header": (value) => [
			signedAs(value),
			signedAs([value]),
			signedAs(signature, { "bi-signature-date": value }),
			verify({ headers: { get: () => value } }),
		],
		sign: (value) => [
			() => made().sign(value),
			...["path", "body", "date", "secretName"].map(
				(part) => () => made().sign(/** @type {never} */ ({ path, body: BODY, [part]: value })),
			),
		],
		diagnose: (value) => [
			() => made().diagnose(value),
			...["path", "headers", "body", "method"].map(
				(part) => () =>
					made().diagnose(
						/** @type {never} */ ({
							path,
							headers: { "bi-signature": signature, "bi-signature-date": date },
							body: "{}",
							[part]: value,
						}),
					),
			),
		],
		verifyRequest: (value) => [
			() => made().verifyRequest("USER_CREATED", value),
			() => made().verifyRequest("USER_CREATED", new Request("http://localhost/"), value),
			...["url", "headers", "body", "bodyUsed"].map((part) => web({ [part]: value })),
			web({ body: { getReader: () => value } }),
			web({ body: { getReader: () => ({ read: async () => value, cancel: fail }) } }),
			web({ body: { getReader: () => ({ read: async () => ({ done: false, value }), cancel: fail }) } }),
		],
		verifyNode: (value) => [
			() => made().verifyNode("USER_CREATED", value),
			() => made().verifyNode("USER_CREATED", value, { path }),
			...["headers", "url", "originalUrl", Symbol.asyncIterator].map((part) => node({ [part]: value })),
			node({ [Symbol.asyncIterator]: () => value }),
			node({ [Symbol.asyncIterator]: () => ({ next: async () => value, return: fail }) }),
			node({ [Symbol.asyncIterator]: () => ({ next: async () => ({ done: false, value }), return: fail }) }),
		],
		verifyBearer: (value) => [
			() => verifyBearer("USER_CREATED", value),
			...["headers", "body", "token", "maxBytes"].map((part) => bearer({ [part]: value })),
			bearer({ token: () => value }),
		],
		readEvent: (value) => [
			() => readEvent(value, BODY),
			() => readEvent("USER_CREATED", value),
			() => readEvent("USER_CREATED", BODY, value),
			...["mechanism", "signedAt", "secretName"].map((part) => () => readEvent("USER_CREATED", BODY, { [part]: value })),
		],
		checkPayload: (value) => [
			() => checkPayload(value, {}),
			() => checkPayload("USER_CREATED", value),
			() => checkPayload("USER_CREATED", BODY, value),
			...["strict", "maxIssues", "maxBytes"].map((option) => () => checkPayload("USER_CREATED", BODY, { [option]: value })),
		],
	};
	describe(`${entry}: nothing but a PowensError is thrown, for hostile values as`, () => {
		for (const [place, callsOf] of Object.entries(places)) {
			test(place, async () => {
				for (const [index, value] of hostile().entries()) {
					const given =
						place === "the constructor" ? [() => callsOf(/** @type {never} */ (value))] : callsOf(/** @type {never} */ (value));
					for (const [call, run] of /** @type {(() => unknown)[]} */ (given).entries()) {
						const end = await ended(run);
						if ("error" in end) assert.ok(isPowensError(end.error), `value ${index}, call ${call}: ${inspect(end)}`);
					}
				}
				assert.equal(verify()().user.id, 42);
			});
		}
	});
}
