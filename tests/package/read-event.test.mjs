// @ts-check
// Events of bytes whose sender the caller has proven.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inspect } from "node:util";
import vm from "node:vm";
import { gzipSync } from "node:zlib";
import { loadEntry } from "./packed-entry.mjs";
import { BODY, NOW, refusal, SECRET, signedRequest, VERIFIERS, verdict } from "./signed-requests.mjs";

/** @typedef {import("powens-users").EventOrigin} EventOrigin */

const bodies = /** @type {const} */ ({
	USER_CREATED: '{"id":42,"signin":null,"id_webhook_data":7}',
	USER_DELETED: '{"id":42,"signin":null}',
	USER_SYNCED: '{"user":{"id":43},"connections":[],"id_webhook_data":8}',
	CONNECTION_SYNCED: '{"user":{"id":43},"connection":{"id":5,"id_user":43},"id_webhook_data":9}',
	CONNECTION_DELETED: '{"id":5,"id_user":null}',
});

/** What belongs to an event, but for its classes' private parts. @param {any} event */
const partsOf = ({ type, id, mechanism, signedAt, secretName, payload }) => ({
	type,
	id,
	mechanism,
	signedAt,
	secretName,
	payload,
});

for (const name of VERIFIERS) {
	const { Webhooks, readEvent, verifyBearer } = await loadEntry(name);

	describe(`readEvent, ${name}`, () => {
		for (const [type, body] of Object.entries(bodies)) {
			test(`makes the event of a ${type}, of nobody's word but the caller's`, () => {
				const payload = JSON.parse(body);
				const origin = { mechanism: "oauth", signedAt: null, secretName: null };
				const expected = { type, id: payload.id_webhook_data ?? null, ...origin, payload };
				const view = new DataView(new TextEncoder().encode(` ${body}`).buffer, 1);
				for (const given of [body, Buffer.from(body), new TextEncoder().encode(body).buffer, view]) {
					const event = readEvent(/** @type {keyof typeof bodies} */ (type), given);
					assert.deepEqual(partsOf(event), expected);
					assert.equal(new TextDecoder().decode(event.body), body);
				}
			});
		}

		test("gives what Webhooks and verifyBearer give, of what they gave", async () => {
			const webhooks = new Webhooks({ secretKey: [{ name: "2026", secretKey: SECRET }], now: () => NOW });
			const large = `{"id":42,"signin":null,"id_webhook_data":7,"x":"${"é".repeat(100_000)}"}`;
			const headers = { authorization: "Bearer t" };
			for (const body of [BODY, large]) {
				for (const event of [
					webhooks.verify("USER_CREATED", signedRequest({ body })),
					await verifyBearer("USER_CREATED", { headers, body, token: () => "t" }),
				]) {
					const again = readEvent("USER_CREATED", event.body, event);
					// An event is no origin that tells its mechanism, which is a getter.
					const { mechanism } = event;
					assert.deepEqual(partsOf(again), { ...partsOf(event), mechanism: "oauth" });
					const { signedAt, secretName } = event;
					assert.deepEqual(partsOf(readEvent("USER_CREATED", event.body, { mechanism, signedAt, secretName })), partsOf(event));
					assert.equal(again.constructor, event.constructor);
				}
			}
		});

		test("each part of an origin is told", () => {
			for (const mechanism of /** @type {const} */ (["hmac", "bearer", "oauth"])) {
				assert.equal(readEvent("USER_CREATED", BODY, { mechanism }).mechanism, mechanism);
			}
			assert.equal(readEvent("USER_CREATED", BODY, { secretName: "2026" }).secretName, "2026");
			for (const signedAt of [new Date(NOW), new Date(-1), vm.runInNewContext(`new Date(${NOW})`)]) {
				const event = readEvent("USER_CREATED", BODY, { signedAt });
				assert.equal(event.signedAt?.getTime(), signedAt.getTime());
				assert.ok(event.signedAt instanceof Date && event.signedAt !== signedAt, "a Date of its own");
			}
			for (const nothing of [undefined, null]) {
				const origin = /** @type {EventOrigin} */ ({ mechanism: nothing, signedAt: nothing, secretName: nothing });
				const { mechanism, signedAt, secretName } = readEvent("USER_CREATED", BODY, origin);
				assert.deepEqual({ mechanism, signedAt, secretName }, { mechanism: "oauth", signedAt: null, secretName: null });
			}
		});

		test("what a prototype has is no part of an origin", () => {
			const polluted = Object.create({ mechanism: "hmac", signedAt: new Date(), secretName: "x" });
			const { mechanism, signedAt, secretName } = readEvent("USER_CREATED", BODY, polluted);
			assert.deepEqual({ mechanism, signedAt, secretName }, { mechanism: "oauth", signedAt: null, secretName: null });
		});

		/** @type {[what: string, origin: unknown][]} */
		const wrong = [
			...[null, "hmac", 7, () => {}].map((origin) => /** @type {[string, unknown]} */ ([inspect(origin), origin])),
			...["none", "HMAC", "", 0, {}].map((mechanism) => /** @type {[string, unknown]} */ ([inspect(mechanism), { mechanism }])),
			...[
				new Date(Number.NaN),
				NOW,
				"2026-03-01T12:00:00Z",
				{},
				{ getTime: () => "1" },
				{ getTime: () => Number.POSITIVE_INFINITY },
			].map((signedAt) => /** @type {[string, unknown]} */ ([`signedAt: ${inspect(signedAt)}`, { signedAt }])),
			...[7, {}, ["a"]].map(
				(secretName) => /** @type {[string, unknown]} */ ([`secretName: ${inspect(secretName)}`, { secretName }]),
			),
		];
		for (const [what, origin] of wrong) {
			test(`refused as an origin: ${what}`, () => {
				const refused = refusal(() => readEvent("USER_CREATED", BODY, /** @type {never} */ (origin)));
				assert.equal(verdict(refused), "invalid_argument, not proven, 500");
				assert.match(refused.message, /"hmac", "bearer" or "oauth".*signedAt.*secretName/);
			});
		}

		test("what is no such payload is refused, and proves nobody", () => {
			for (const body of [
				'{"id":"secret-marker"}',
				"secret-marker",
				"",
				'{"id":1,"id":2}',
				gzipSync(BODY),
				Buffer.from([0xff]),
			]) {
				for (const origin of [{}, { mechanism: /** @type {const} */ ("hmac") }]) {
					const refused = refusal(() => readEvent("USER_CREATED", body, origin));
					assert.equal(verdict(refused), "payload_invalid, not proven, 400", inspect(body));
					assert.equal(refused.body, undefined, "the caller has it");
					assert.ok(refused.issues.length > 0);
					assert.ok(!inspect(refused, { showHidden: true, depth: null }).includes("secret-marker"));
				}
			}
		});

		test("what is no raw body, or no covered event, is refused", () => {
			for (const body of [{ id: 42 }, undefined, null, 7]) {
				assert.equal(refusal(() => readEvent("USER_CREATED", /** @type {never} */ (body))).code, "body_not_raw");
			}
			assert.equal(refusal(() => readEvent("USER_CREATED", '{"id":42,"x":"\ud800"}')).code, "body_lone_surrogate");
			for (const type of ["ACCOUNT_SYNCED", "user_created", "toString", undefined]) {
				assert.equal(refusal(() => readEvent(/** @type {never} */ (type), BODY)).code, "unknown_event");
			}
		});

		test("what becomes of the caller's buffer and Date changes no event", () => {
			const bytes = Buffer.from(BODY);
			const signedAt = new Date(NOW);
			const event = readEvent("USER_CREATED", bytes, { signedAt });
			bytes.fill(0);
			signedAt.setTime(0);
			assert.equal(event.payload.id, 42);
			assert.equal(event.signedAt?.getTime(), NOW);
		});

		test("a body larger than those that a request may have is read", () => {
			const size = 33 * 1024 * 1024;
			const body = Buffer.alloc(size, " ");
			body.write(BODY, size - BODY.length);
			assert.equal(readEvent("USER_CREATED", body).user.id, 42);
		});
	});
}
