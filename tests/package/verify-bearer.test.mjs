// @ts-check
// The default mechanism: the body says whose token is looked up, and nothing of a token is in an error.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inspect } from "node:util";
import vm from "node:vm";
import { loadEntry, outcome } from "./packed-entry.mjs";

/** @typedef {import("powens-users").BearerRequest} BearerRequest */
/** @typedef {BearerRequest["token"]} TokenFunction */

const SENT = "c2VudFRva2VuTWFya2VyQWFCYkNjRGRFZQ";
const ON_RECORD = "b25SZWNvcmRNYXJrZXJGZkdnSGhJaUpqS2s";
const USER = '{"id":42,"signin":null,"id_webhook_data":7,"mail":"body-marker@example.org"}';
const SYNCED = '{"user":{"id":43},"connections":[],"id_webhook_data":8,"id":44}';

/** @param {unknown} error */
const shown = (error) =>
	[
		inspect(error, { showHidden: true, depth: null, getters: true }),
		JSON.stringify(error),
		error instanceof Error && error.stack,
	].join();

for (const entry of /** @type {const} */ (["node.mjs", "default.js"])) {
	const { verifyBearer, isPowensError } = await loadEntry(entry);

	/** @param {Partial<BearerRequest>} [other] @returns {BearerRequest} */
	const request = (other) => ({ headers: { authorization: `Bearer ${SENT}` }, body: USER, token: () => SENT, ...other });

	/** @param {string} code @param {unknown} given @param {unknown} [type] */
	async function assertRefused(code, given, type = "USER_CREATED") {
		const ended = await outcome(verifyBearer(/** @type {never} */ (type), /** @type {never} */ (given)));
		assert.ok("error" in ended && isPowensError(ended.error), inspect(ended));
		assert.equal(ended.error.code, code);
		assert.equal(ended.error.authentic, false, "whoever sends it is not proven");
		const text = shown(ended.error);
		for (const marker of [SENT, ON_RECORD, "body-marker"]) assert.ok(!text.includes(marker), `${marker} is in ${text}`);
		return ended.error;
	}

	describe(`${entry}: what is accepted`, () => {
		/** @type {Record<string, TokenFunction>} */
		const functions = {
			"a function": () => SENT,
			"an async function": async () => SENT,
			"a function that gives another realm's promise": () => vm.runInNewContext(`Promise.resolve("${SENT}")`),
		};
		for (const [name, token] of Object.entries(functions)) {
			test(`the right token, by ${name}`, async () => {
				const event = await verifyBearer("USER_CREATED", request({ token }));
				const { type, id, mechanism, signedAt, secretName, user } = event;
				const expected = { type: "USER_CREATED", id: 7, mechanism: "bearer", signedAt: null, secretName: null };
				assert.deepEqual({ type, id, mechanism, signedAt, secretName }, expected);
				assert.deepEqual(user, JSON.parse(USER));
				assert.equal(new TextDecoder().decode(event.body), USER);
			});
		}

		for (const [type, body] of /** @type {const} */ ([
			["USER_DELETED", '{"id":7,"user":{"id":8}}'],
			["USER_CREATED", '{"id":7,"user":null}'],
			["USER_CREATED", '{"id":7,"user":{}}'],
			["USER_DELETED", '{"id":7,"__proto__":{"id":8,"user":{"id":8}}}'],
			["USER_SYNCED", '{"user":{"id":7,"user":{"id":8}},"connections":[],"id":8,"__proto__":{"user":{"id":8}}}'],
		])) {
			test(`a token of another user does not do: ${type} ${body}`, async () => {
				/** @type {number[]} */
				const asked = [];
				const tokensOf = (/** @type {Record<number, string>} */ tokens) => (/** @type {number} */ id) => {
					asked.push(id);
					return tokens[id];
				};
				await assertRefused("bearer_mismatch", request({ body, token: tokensOf({ 7: ON_RECORD, 8: SENT }) }), type);
				const event = await verifyBearer(type, request({ body, token: tokensOf({ 7: SENT, 8: ON_RECORD }) }));
				assert.deepEqual([event.user.id, ...asked], [7, 7, 7]);
			});
		}

		test("the user is id of a user, and user.id of USER_SYNCED; asked once", async () => {
			for (const [type, body, id] of /** @type {const} */ ([
				["USER_CREATED", USER, 42],
				["USER_DELETED", '{"id":9007199254740991}', Number.MAX_SAFE_INTEGER],
				["USER_SYNCED", SYNCED, 43],
			])) {
				/** @type {unknown[][]} */
				const asked = [];
				const token = (/** @type {unknown[]} */ ...given) => asked.push(given) && SENT;
				const event = await verifyBearer(type, request({ body, token: /** @type {TokenFunction} */ (token) }));
				assert.deepEqual(asked, [[id]]);
				assert.deepEqual([event.type, "connections" in event], [type, type === "USER_SYNCED"]);
			}
		});

		test("id is null where the body has none", async () => {
			for (const body of ['{"id":1}', '{"id":1,"id_webhook_data":null}']) {
				assert.equal((await verifyBearer("USER_DELETED", request({ body }))).id, null);
			}
		});

		test("each form of headers, the scheme in any case, and each form of a body", async () => {
			const value = `bEaReR ${SENT}`;
			const bytes = new TextEncoder().encode(USER);
			for (const headers of [new Headers({ Authorization: value }), { AUTHORIZATION: value }, { authorization: [value] }]) {
				for (const body of [USER, bytes, bytes.buffer, Buffer.from(USER), new DataView(bytes.buffer)]) {
					assert.equal((await verifyBearer("USER_CREATED", request({ headers, body }))).user.id, 42);
				}
			}
		});

		test("what was checked is what the event carries, whatever becomes of the buffer during the look-up", async () => {
			for (const shared of [false, true]) {
				const body = new Uint8Array(shared ? new SharedArrayBuffer(USER.length) : new ArrayBuffer(USER.length));
				body.set(Buffer.from(USER));
				const token = async () => {
					body.fill(0x20);
					return SENT;
				};
				const event = await verifyBearer("USER_CREATED", request({ body, token }));
				assert.deepEqual(event.user, JSON.parse(USER));
				assert.equal(new TextDecoder().decode(event.body), USER);
			}
		});
	});

	describe(`${entry}: what is refused`, () => {
		const fail = () => {
			throw Object.assign(new Error(`no row for ${SENT}, not ${SENT.slice(0, 20)}`), { token: SENT });
		};
		/** @type {[name: string, code: string, token: unknown][]} */
		const lookUps = [
			["another token", "bearer_mismatch", () => ON_RECORD],
			["a token that goes on", "bearer_mismatch", () => `${SENT}x`],
			["a token that ends early", "bearer_mismatch", () => SENT.slice(0, -1)],
			["a token in another case", "bearer_mismatch", async () => SENT.toLowerCase()],
			["null", "bearer_unknown_user", () => null],
			["undefined, later", "bearer_unknown_user", async () => undefined],
			["an exception", "token_unavailable", fail],
			["a rejection", "token_unavailable", async () => fail()],
			["a rejection with nothing", "token_unavailable", () => Promise.reject()],
			["a number", "token_unavailable", () => 7],
			["an object", "token_unavailable", async () => ({ token: SENT })],
			["no text but an array of it", "token_unavailable", () => [SENT]],
			["no function", "token_unavailable", SENT],
			["nothing at all", "token_unavailable", undefined],
		];
		for (const [name, code, token] of lookUps) {
			test(`the function gives ${name}: ${code}`, async () => {
				await assertRefused(code, request({ token: /** @type {never} */ (token) }));
			});
		}
		test("an empty token on record is never right", async () => {
			const ended = await outcome(verifyBearer("USER_CREATED", request({ token: () => "" })));
			assert.ok("error" in ended && isPowensError(ended.error));
		});

		const asked = () => assert.fail("the token was looked up");
		/** @type {[name: string, code: string, headers: unknown][]} */
		const headers = [
			["none", "bearer_missing", {}],
			["none that is its own", "bearer_missing", Object.create({ authorization: `Bearer ${SENT}` })],
			["another scheme", "bearer_malformed", { authorization: `Basic ${SENT}` }],
			["no scheme", "bearer_malformed", { authorization: SENT }],
			["no token", "bearer_malformed", { authorization: "Bearer " }],
			["two spaces", "bearer_malformed", { authorization: `Bearer  ${SENT}` }],
			["something behind the token", "bearer_malformed", { authorization: `Bearer ${SENT} x` }],
			["a line break", "bearer_malformed", { authorization: `Bearer ${SENT}\n` }],
			["no ASCII", "bearer_malformed", { authorization: `Bearer ${SENT}é` }],
			["two of them", "bearer_malformed", { authorization: [`Bearer ${SENT}`, `Bearer ${SENT}`] }],
			["two that differ in case", "bearer_malformed", { authorization: `Bearer ${SENT}`, Authorization: `Bearer ${ON_RECORD}` }],
			[
				"two, merged",
				"bearer_malformed",
				new Headers([
					["authorization", `Bearer ${SENT}`],
					["authorization", `Bearer ${SENT}`],
				]),
			],
			["no text", "bearer_malformed", { authorization: 7 }],
			["no headers", "invalid_argument", null],
		];
		for (const [name, code, given] of headers) {
			test(`header: ${name}: ${code}`, async () => {
				await assertRefused(code, request({ headers: /** @type {never} */ (given), token: asked }));
			});
		}

		/** @type {[name: string, code: string, body: unknown][]} */
		const bodies = [
			["of another shape", "payload_invalid", '{"id":"body-marker"}'],
			["without an id", "payload_invalid", "{}"],
			["no JSON", "payload_invalid", "body-marker"],
			["with the id twice", "payload_invalid", '{"id":42,"id":43}'],
			["half a character", "body_lone_surrogate", '{"id":42,"x":"\ud800"}'],
			["parsed already", "body_not_raw", JSON.parse(USER)],
			["none", "body_not_raw", undefined],
		];
		for (const [name, code, body] of bodies) {
			test(`body: ${name}: ${code}, and no token is looked up`, async () => {
				const error = await assertRefused(code, request({ body: /** @type {never} */ (body), token: asked }));
				assert.equal(code === "payload_invalid", error.issues.length > 0);
			});
		}

		test("maxBytes holds for bytes, exactly", async () => {
			for (const body of [USER, Buffer.from(USER), '{"id":42,"x":"éé"}']) {
				const size = Buffer.byteLength(body);
				assert.equal((await verifyBearer("USER_CREATED", request({ body, maxBytes: size }))).user.id, 42);
				const error = await assertRefused("too_large", request({ body, maxBytes: size - 1, token: asked }));
				assert.match(error.message, /maxBytes/);
			}
			for (const maxBytes of [0, -1, 1.5, Number.NaN, 268_435_457])
				await assertRefused("invalid_argument", request({ maxBytes }));
		});

		test("what is no request or no event", async () => {
			for (const none of [undefined, null, "x"]) await assertRefused("invalid_argument", none);
			for (const type of ["ACCOUNT_FOUND", "", null, "toString"]) await assertRefused("unknown_event", request(), type);
		});
	});
}
