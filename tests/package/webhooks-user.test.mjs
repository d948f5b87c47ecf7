// @ts-check
// The user of a synchronisation: made of the bytes of the user alone, and the very object of the payload once that is there too.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { loadEntry } from "./packed-entry.mjs";
import { NOW, SECRET, signedRequest, VERIFIERS } from "./signed-requests.mjs";

const OTHERS = /** @type {const} */ ({
	USER_SYNCED: '"connections":[{"id":1,"accounts":[{"id":2,"transactions":[{"id":3},{"id":4}]}]}]',
	CONNECTION_SYNCED: '"connection":{"id":1,"id_user":42,"accounts":[{"id":2,"transactions":[{"id":3},{"id":4}]},{"id":5}]}',
});
const USER = '{"id":42,"signin":null,"user":{"id":1},"é\\u20ac":"}{\\"\\ud83d\\ude00"}';

/** Where the user may be in a body. @type {Record<string, (others: string) => string>} */
const places = {
	first: (others) => `{"user":${USER},${others},"id_webhook_data":7}`,
	last: (others) => `{${others},"id_webhook_data":7,"user":${USER}}`,
	"behind é": (others) => `{"é€😀":"é€😀",${others},"user":${USER},"id_webhook_data":7}`,
	"behind escapes": (others) => `{"\\u00e9":"\\ud83d\\ude00\\"user\\":{}",${others},"user":${USER},"id_webhook_data":7}`,
	"under an escaped key": (others) => `{"x":{"user":{"id":9}},${others},"\\u0075ser":${USER},"id_webhook_data":7}`,
	"with white space": (others) => `\n { "user" : ${USER} \t, ${others} , "id_webhook_data" : 7 } `,
	"behind another user, deeper": (others) => `{"z":[{"user":{"id":8}}],${others},"user":${USER},"id_webhook_data":7}`,
};

let parsed = /** @type {string[]} */ ([]);
const parse = JSON.parse;
JSON.parse = (text, ...more) => {
	parsed.push(text);
	return parse(text, ...more);
};

for (const name of VERIFIERS) {
	const { Webhooks, verifyBearer } = await loadEntry(name);
	const webhooks = new Webhooks({ secretKey: SECRET, now: () => NOW });

	for (const type of /** @type {const} */ (["USER_SYNCED", "CONNECTION_SYNCED"])) {
		describe(`${name}: the user of ${type}`, () => {
			for (const [place, make] of Object.entries(places)) {
				const small = make(OTHERS[type]);
				const padding = `"padding":"${"é".repeat(5_000)}"`;
				for (const [size, body] of /** @type {const} */ ([
					["small", small],
					["large, behind it", make(`${OTHERS[type]},${padding}`)],
					["of several windows", make(`"w":"${"€".repeat(100_000)}",${OTHERS[type]}`)],
				])) {
					const events = async () => [
						webhooks.verify(type, signedRequest({ body })),
						webhooks.verify(type, signedRequest({ body: /** @type {never} */ (Buffer.from(body)) })),
						await verifyBearer(type, { headers: { authorization: "Bearer t" }, body, token: (id) => (id === 42 ? "t" : null) }),
					];

					test(`${place}, ${size}: of its own bytes`, async () => {
						for (const event of await events()) {
							parsed = [];
							const { user } = event;
							assert.deepEqual(user, parse(USER));
							assert.deepEqual(parsed, [USER], "nothing else was parsed");
							assert.ok(event.user === user && parsed.length === 1);
							assert.equal(event.id, 7);
						}
					});

					test(`${place}, ${size}: the very one of the payload, whatever is read first`, async () => {
						for (const event of await events()) {
							const { user } = event;
							assert.ok(event.payload.user === user && event.user === user);
							assert.deepEqual(event.payload, parse(body));
							assert.deepEqual(Object.keys(event.payload), Object.keys(parse(body)), "the order of the keys too");
						}
						for (const event of await events()) {
							const { payload } = event;
							assert.ok(event.user === payload.user);
							assert.deepEqual(payload, parse(body));
						}
						for (const event of await events()) {
							event.user.id = 43;
							Object.assign(event.user, { added: true });
							assert.deepEqual(event.payload.user, { ...parse(USER), id: 43, added: true });
							assert.equal([...event.transactions()].length, 2);
						}
					});
				}
			}

			test("what it gives is its own for each event", () => {
				const body = places.first?.(OTHERS[type]) ?? "";
				const [one, other] = [0, 1].map(() => webhooks.verify(type, signedRequest({ body })));
				assert.ok(one !== undefined && other !== undefined && one.user !== other.user);
			});
		});
	}

	describe(`${name}: the events of connections`, () => {
		test("CONNECTION_SYNCED has its connection and transactions", () => {
			const body = `{"user":{"id":42},${OTHERS.CONNECTION_SYNCED},"id_webhook_data":7}`;
			const event = webhooks.verify("CONNECTION_SYNCED", signedRequest({ body }));
			assert.deepEqual([event.type, event.id, event.connection.id], ["CONNECTION_SYNCED", 7, 1]);
			assert.ok(event.connection === event.payload.connection);
			assert.deepEqual(
				[...event.transactions()].map(({ transaction, account, connection }) => [transaction.id, account.id, connection.id]),
				[
					[3, 2, 1],
					[4, 2, 1],
				],
			);
			const failed = '{"user":{"id":42},"connection":{"id":1,"accounts":null}}';
			assert.deepEqual([...webhooks.verify("CONNECTION_SYNCED", signedRequest({ body: failed })).transactions()], []);
		});

		test("CONNECTION_DELETED is a connection, without a user", async () => {
			const body = '{"id":5,"id_user":42,"id_webhook_data":8}';
			for (const event of [
				webhooks.verify("CONNECTION_DELETED", signedRequest({ body })),
				await verifyBearer("CONNECTION_DELETED", {
					headers: { authorization: "Bearer t" },
					body,
					token: (id) => (id === 42 ? "t" : null),
				}),
			]) {
				assert.ok(event.connection === event.payload && !("user" in event));
				assert.deepEqual([event.type, event.id, event.connection.id_user], ["CONNECTION_DELETED", 8, 42]);
			}
		});

		test("by Bearer, a connection without its user is nobody's", async () => {
			for (const body of ['{"id":5}', '{"id":5,"id_user":null}', '{"id":5,"user":{"id":42}}']) {
				const asked = () => assert.fail("the token was looked up");
				const call = verifyBearer("CONNECTION_DELETED", { headers: { authorization: "Bearer t" }, body, token: asked });
				const code = await call.then(
					() => "accepted",
					(error) => error.code,
				);
				assert.equal(code, "bearer_unknown_user", body);
			}
		});
	});
}
