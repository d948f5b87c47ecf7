// @ts-check
// What an event is, and what it shows.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inspect } from "node:util";
import { loadEntry } from "./packed-entry.mjs";
import { BODY, DATE, NOW, PATH, refusal, SECRET, signedHeaders, signedRequest, VERIFIERS, verdict } from "./signed-requests.mjs";

const MARKER = "a-wording-of-nobodys-business";
const account = {
	id: 3,
	number: MARKER,
	transactions: [
		{ id: 4, wording: MARKER },
		{ id: 5, value: -1.5 },
	],
};
const SYNCED = JSON.stringify({
	user: { id: 42, signin: null, [MARKER]: MARKER },
	connections: [
		{
			id: 1,
			accounts: [account, { id: 6, transactions: null }, { id: 7, transactions: [] }, { id: 8, transactions: [{ id: 9 }] }],
		},
		{ id: 2, accounts: null },
		{ id: 10 },
		{ id: 11, accounts: [{ id: 12, transactions: [{ id: 13 }] }] },
	],
	id_webhook_data: 1001,
});
const OTHER_EVENTS = ["ACCOUNTS_FETCHED", "ACCOUNT_FOUND", "TRANSACTIONS_CLUSTERED", "PAYMENT_STATE_UPDATED"];
const NO_EVENTS = [
	"",
	"user_created",
	"USER_CREATED ",
	"USER_UPDATED",
	"toString",
	"__proto__",
	null,
	undefined,
	0,
	{},
	["USER_CREATED"],
	Symbol("x"),
];
const COMMON = ["USER_CREATED", "USER_DELETED", "USER_SYNCED", "CONNECTION_SYNCED", "CONNECTION_DELETED"];

for (const name of VERIFIERS) {
	describe(`events, ${name}`, async () => {
		const entry = await loadEntry(name);
		const { Webhooks } = entry;
		const webhooks = new Webhooks({ secretKey: SECRET, now: () => NOW });
		const named = new Webhooks({ secretKey: [{ name: "2026", secretKey: SECRET }], now: () => NOW });
		const synced = (body = SYNCED) => webhooks.verify("USER_SYNCED", signedRequest({ body }));
		/** A request whose body is treated as a large one. @param {string} body */
		const padded = (body) => signedRequest({ body: body.padEnd(40_000) });

		test("type, id, signedAt, secretName and mechanism, for a small body and a large one", () => {
			for (const type of /** @type {const} */ (["USER_CREATED", "USER_DELETED"])) {
				for (const request of [signedRequest(), padded(BODY)]) {
					const event = named.verify(type, request);
					assert.equal(event.type, type);
					assert.equal(event.id, 7);
					assert.ok(event.signedAt instanceof Date);
					assert.equal(event.signedAt.getTime(), Date.parse(DATE));
					assert.equal(event.secretName, "2026");
					assert.equal(event.mechanism, "hmac");
					assert.deepEqual(event.user, JSON.parse(BODY));
				}
			}
			assert.equal(synced().type, "USER_SYNCED");
			assert.equal(synced().id, 1001);
		});

		test("the id is the payload's own, as JSON.parse reads it, or null", () => {
			/** @type {[member: string, id: number | null][]} */
			const cases = [
				["", null],
				[',"id_webhook_data":null', null],
				[',"id_webhook_data":0', 0],
				[',"id_webhook_data":-0', -0],
				[',"id_webhook_data":-5', -5],
				[',"id_webhook_data":7.0e1', 70],
				[',"id_webhook_data":9007199254740991', 9007199254740991],
				[',"\\u0069d_webhook_data":8', 8],
				[',"deeper":{"id_webhook_data":9}', null],
				[',"deeper":[{"id_webhook_data":9}],"id_webhook_data":1', 1],
				[',"id_webhook_data":2,"deeper":{"id_webhook_data":9}', 2],
			];
			for (const [member, id] of cases) {
				for (const request of [signedRequest({ body: `{"id":42${member}}` }), padded(`{"id":42${member}}`)]) {
					const event = webhooks.verify("USER_CREATED", request);
					assert.equal(event.id, Object.is(id, -0) ? 0 : id, member);
					assert.equal(event.payload.id_webhook_data ?? null, id, member);
				}
			}
			// One without does not get the id of the one before.
			assert.equal(synced().id, 1001);
			assert.equal(synced('{"user":{"id":1},"connections":[]}').id, null);
		});

		test("the payload is one object, and all that is read is of it", () => {
			for (const body of [SYNCED, SYNCED.padEnd(40_000)]) {
				const event = synced(body);
				const { payload } = event;
				assert.deepEqual(payload, JSON.parse(body));
				assert.ok(event.payload === payload && event.user === payload.user && event.connections === payload.connections);
				const seen = [...event.transactions()];
				assert.deepEqual(
					seen.map(({ transaction }) => transaction.id),
					[4, 5, 9, 13],
				);
				for (const { transaction, account, connection } of seen) {
					assert.ok(payload.connections.includes(connection));
					assert.ok(connection.accounts?.includes(account));
					assert.ok(account.transactions?.includes(transaction));
				}
				const bytes = event.body;
				assert.ok(event.body === bytes, "the bytes are made once too");
			}
		});

		test("whatever is read first, it is of the same object", () => {
			const firsts = /** @type {const} */ (["payload", "user", "connections"]);
			for (const first of firsts) {
				const event = synced();
				const read = event[first];
				const same = { payload: event.payload, user: event.payload.user, connections: event.payload.connections };
				assert.ok(read === same[first], first);
			}
			const event = synced();
			const [first] = event.transactions();
			assert.ok(first?.connection === event.payload.connections[0]);
		});

		test("of created and deleted, the user is the payload", () => {
			for (const type of /** @type {const} */ (["USER_CREATED", "USER_DELETED"])) {
				const event = webhooks.verify(type, signedRequest());
				assert.ok(event.user === event.payload);
				assert.ok(!("connections" in event) && !("transactions" in event));
			}
		});

		test("two events of one body have each an object of its own", () => {
			const [one, other] = [synced(), synced()];
			assert.ok(one.payload !== other.payload);
			one.payload.connections.length = 0;
			assert.equal([...other.transactions()].length, 4);
		});

		test("unknown keys, unknown values and null survive", () => {
			const body = '{"id":42,"signin":null,"new":{"é":[1e999,null]},"platform":"toaster"}';
			assert.deepEqual(webhooks.verify("USER_CREATED", signedRequest({ body })).payload, JSON.parse(body));
		});

		test("serialised and printed, an event shows no payload, also once that was read", () => {
			const expected = { type: "USER_SYNCED", id: 1001, secretName: null, signedAt: "2026-03-01T12:00:00.250Z" };
			for (const body of [SYNCED, SYNCED.padEnd(40_000)]) {
				const event = synced(body);
				for (const look of [() => {}, () => event.payload, () => event.body, () => [...event.transactions()]]) {
					look();
					assert.deepEqual(JSON.parse(JSON.stringify(event)), expected);
					assert.deepEqual(JSON.parse(JSON.stringify({ event })).event, expected);
					for (const options of [{}, { showHidden: true, depth: Number.POSITIVE_INFINITY }]) {
						const printed = inspect(event, options);
						assert.ok(!printed.includes(MARKER) && !/\b(user|connections|payload|body): /.test(printed), printed);
						for (const part of ["USER_SYNCED", "1001", "2026-03-01"]) assert.ok(printed.includes(part), printed);
					}
					assert.deepEqual(Reflect.ownKeys(event).toSorted(), ["id", "secretName", "signedAt", "type"]);
					assert.deepEqual(Object.keys({ ...event }).toSorted(), ["id", "secretName", "signedAt", "type"]);
				}
			}
		});

		test("verifySignature gives the bytes of any event, JSON or not", () => {
			const bodies = ["", "CFONB", "<html>", '{"connection":{"id":1}}', '{"a":1,"a":2}', "\ufeff{}", "é€", "[".repeat(200)];
			const bytes = [...bodies.map((body) => Buffer.from(body)), Buffer.from([0xff, 0xfe, 0xc3]), Buffer.alloc(200_000, 0xff)];
			for (const body of bytes) {
				const signed = named.verifySignature({ path: PATH, headers: signedHeaders({ body }), body });
				assert.ok(body.equals(signed.body));
				assert.deepEqual(Object.keys(signed).toSorted(), ["body", "secretName", "signedAt"]);
				assert.equal(signed.secretName, "2026");
				assert.equal(signed.signedAt.getTime(), Date.parse(DATE));
			}
		});

		test("events that are not covered are refused before anything is read, with the way for them", async () => {
			const fail = () => assert.fail("it was read");
			const hostile = () => /** @type {never} */ (new Proxy({}, { get: fail }));
			// Whether somebody has read the body is looked at first, which reads nothing of it.
			const web = () =>
				/** @type {never} */ ({ bodyUsed: false, body: { getReader: fail }, ...getters("headers", "url", "arrayBuffer") });
			const node = () => /** @type {never} */ ({ [Symbol.asyncIterator]: fail, ...getters("headers", "url", "originalUrl") });
			const getters = (/** @type {string[]} */ ...names) =>
				Object.create(null, Object.fromEntries(names.map((name) => [name, { get: fail }])));
			for (const type of [...OTHER_EVENTS, ...NO_EVENTS]) {
				const given = /** @type {never} */ (type);
				const calls = [() => webhooks.verify(given, hostile()), () => entry.checkPayload(given, BODY)];
				const rejections = [
					webhooks.verifyRequest(given, web()),
					webhooks.verifyNode(given, node()),
					entry.verifyBearer(given, hostile()),
				].map((call) =>
					call.then(
						() => assert.fail("accepted"),
						(error) => error,
					),
				);
				const errors = [...calls.map(refusal), ...(await Promise.all(rejections))];
				for (const error of errors) {
					assert.equal(verdict(error), "unknown_event, not proven, 500", String(type));
					for (const known of COMMON) assert.ok(error.message.includes(known), error.message);
					const isKnown = OTHER_EVENTS.includes(/** @type {string} */ (type));
					assert.equal(error.message.includes("verifySignature"), isKnown, error.message);
					if (isKnown) assert.ok(error.message.includes(String(type)), error.message);
				}
			}
		});

		test("a payload that is not as documented is genuine, with every issue", () => {
			const body = JSON.stringify({ user: {}, connections: [{ id: "1", accounts: [{ id: 1, iban: 5 }] }], id_webhook_data: "7" });
			for (const request of [signedRequest({ body }), padded(body)]) {
				const refused = refusal(() => webhooks.verify("USER_SYNCED", request));
				assert.equal(verdict(refused), "payload_invalid, genuine, 400");
				const issues = refused.issues.map(({ pointer, code }) => `${pointer} ${code}`);
				assert.deepEqual(issues, [
					"/user/id required",
					"/connections/0/id wrong_type",
					"/connections/0/accounts/0/iban wrong_type",
					"/id_webhook_data wrong_type",
				]);
				assert.equal(refused.pointer, "/user/id");
				assert.match(refused.message, /genuine/);
				assert.ok(refused.issues.every(({ message }) => message.length > 10));
			}
			const many = JSON.stringify({ user: { id: 1 }, connections: Array(500).fill({ id: null }) });
			assert.equal(refusal(() => synced(many)).issues.length, 100);
			assert.equal(refusal(() => synced("<html>")).issues[0]?.code, "other_format");
		});

		test("a forged body is not looked at, whatever is in it", () => {
			for (const body of ["<html>", "", '{"id":"x"}', "\ufeff{}", "[".repeat(100_000)]) {
				const request = { ...signedRequest(), body };
				const refused = refusal(() => webhooks.verify("USER_CREATED", request));
				assert.equal(verdict(refused), "signature_mismatch, not proven, 401");
				assert.deepEqual(refused.issues, []);
			}
		});

		test("keys such as __proto__ do no harm, and are keys like any other", () => {
			const before = Object.getOwnPropertyNames(Object.prototype);
			const body = `{"id":42,"__proto__":{"id":1,"polluted":true},"constructor":{"prototype":{"polluted":true}},"toString":1,"hasOwnProperty":2,"then":3}`;
			for (const request of [signedRequest({ body }), padded(body)]) {
				const event = webhooks.verify("USER_CREATED", request);
				assert.equal(JSON.stringify(event.payload), body);
				assert.equal(Object.getPrototypeOf(event.payload), Object.prototype);
				assert.equal(event.user.id, 42);
				assert.deepEqual(JSON.parse(JSON.stringify(event)).type, "USER_CREATED");
			}
			for (const key of ["__proto__", "constructor", "toString"]) {
				const twice = `{"id":42,"${key}":1,"${key}":2}`;
				assert.deepEqual(
					refusal(() => webhooks.verify("USER_CREATED", signedRequest({ body: twice }))).issues.map(({ pointer }) => pointer),
					[`/${key}`],
				);
				const inherited = `{"${key}":{"id":42}}`;
				assert.equal(refusal(() => webhooks.verify("USER_CREATED", signedRequest({ body: inherited }))).pointer, "/id");
			}
			assert.deepEqual(Object.getOwnPropertyNames(Object.prototype), before);
			assert.ok(!("polluted" in {}));
		});
	});
}
