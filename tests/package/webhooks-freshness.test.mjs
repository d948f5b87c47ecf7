// @ts-check
// When a signature counts: its date, the clock, and the secrets that are in use.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import vm from "node:vm";
import { loadEntry } from "./packed-entry.mjs";
import { BODY, DATE, NOW, PATH, refusal, SECRET, signedRequest, VERIFIERS, verdict } from "./signed-requests.mjs";

/** @typedef {ConstructorParameters<import("./packed-entry.mjs").Entry["Webhooks"]>[0]} Options */

const STALE = "stale, genuine, 401";
const SECOND = "2026-03-01T12:00:00Z";

/** Forms of a date that are one, and the moment that they mean. */
const dates = {
	"2022-06-27T11:08:52.577831Z": "2022-06-27T11:08:52.577Z",
	"2023-01-01T00:00:00Z": "2023-01-01T00:00:00.000Z",
	"2023-01-01T00:00:00.1Z": "2023-01-01T00:00:00.100Z",
	"2023-01-01T00:00:00,25Z": "2023-01-01T00:00:00.250Z",
	"2023-01-01T01:00:00+01:00": "2023-01-01T00:00:00.000Z",
	"2022-12-31T18:30:00-0530": "2023-01-01T00:00:00.000Z",
	"2023-01-01T14:00:00+14": "2023-01-01T00:00:00.000Z",
	"2024-02-29T23:59:59.999999999Z": "2024-02-29T23:59:59.999Z",
	"2016-12-31T23:59:60Z": "2017-01-01T00:00:00.000Z",
	"0000-01-01T00:00:00Z": "0000-01-01T00:00:00.000Z",
	"9999-12-31T23:59:59Z": "9999-12-31T23:59:59.000Z",
};

/** What is no such date, though it is signed. */
const noDates = [
	...["", "now", "0", "1672531200", "1672531200000", "2023-01-01", "2023-01-01T00:00Z", "2023-01-01 00:00:00Z"],
	...["2023-01-01T00:00:00", "2023-01-01T00:00:00z", "2023-01-01t00:00:00Z", "20230101T000000Z", "2023-W01-1T00:00:00Z"],
	...["2023-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2023-13-01T00:00:00Z", "2023-00-01T00:00:00Z", "2023-01-00T00:00:00Z"],
	...["2023-01-32T00:00:00Z", "2023-01-01T24:00:00Z", "2023-01-01T00:60:00Z", "2023-01-01T00:00:61Z", "2023-01-01T00:00:00.Z"],
	...["+002023-01-01T00:00:00Z", "-2023-01-01T00:00:00Z", "2023-01-01T00:00:00+24:00", "2023-01-01T00:00:00+00:60"],
	...[
		"2023-01-01T00:00:00+1",
		"2023-01-01T00:00:00 Z",
		" 2023-01-01T00:00:00Z",
		"2023-01-01T00:00:00Z ",
		"2023-01-01T00:00:00Z\n",
	],
	...[
		"2023-01-01T00:00:00ZZ",
		"2023-01-01T00:00:00Z, 2023-01-01T00:00:00Z",
		"Sun, 01 Jan 2023 00:00:00 GMT",
		"２023-01-01T00:00:00Z",
	],
];

/** What a clock may do instead of telling the time. */
const brokenClocks = {
	throws: () => assert.fail("broken"),
	"gives NaN": () => Number.NaN,
	"gives Infinity": () => Number.POSITIVE_INFINITY,
	"gives text": () => String(NOW),
	"gives a Date": () => new Date(NOW),
	"gives a promise": async () => NOW,
	"gives a BigInt": () => BigInt(NOW),
	"gives nothing": () => undefined,
};

for (const name of VERIFIERS) {
	describe(`freshness, ${name}`, async () => {
		const { Webhooks, isPowensError } = await loadEntry(name);
		/** @param {number | (() => unknown)} now @param {Partial<Options>} [options] */
		const receiver = (now, options) => {
			const clock = /** @type {() => number} */ (typeof now === "number" ? () => now : now);
			return new Webhooks({ secretKey: SECRET, now: clock, ...options });
		};
		/** Accepted, or what it is refused with. @param {InstanceType<typeof Webhooks>} webhooks @param {object} [parts] */
		const ended = (webhooks, parts) => {
			const request = signedRequest(parts);
			const [one, other] = [() => webhooks.verify("USER_CREATED", request), () => webhooks.verifySignature(request)].map(
				(call) => {
					try {
						call();
						return "accepted";
					} catch (error) {
						assert.ok(isPowensError(error), String(error));
						return verdict(error);
					}
				},
			);
			assert.equal(one, other, "verify and verifySignature");
			return one;
		};

		test("dates that are one, whose very text is signed", () => {
			const webhooks = receiver(NOW, { dangerouslyAcceptAnyAge: true });
			for (const [date, moment] of Object.entries(dates)) {
				const { signedAt } = webhooks.verify("USER_CREATED", signedRequest({ date }));
				assert.ok(signedAt instanceof Date);
				assert.equal(signedAt.toISOString(), moment, date);
			}
		});

		test("what is no date is refused before the signature, whoever signed it", () => {
			const webhooks = receiver(NOW, { dangerouslyAcceptAnyAge: true });
			for (const date of noDates) {
				for (const secret of [SECRET, "another"]) {
					const expected = "signature_date_invalid, not proven, 401";
					assert.equal(ended(webhooks, { date, secret }), expected, JSON.stringify(date));
				}
				assert.equal(
					refusal(() => webhooks.sign({ path: PATH, body: BODY, date })).code,
					"invalid_argument",
					JSON.stringify(date),
				);
			}
		});

		test("the window has two sides, each of them to the millisecond", () => {
			for (const [toleranceSeconds, ms] of /** @type {const} */ ([
				[undefined, 300_000],
				[1, 1_000],
				[604_800, 604_800_000],
			])) {
				for (const side of [1, -1]) {
					const webhooks = (/** @type {number} */ age) => receiver(Date.parse(SECOND) + side * age, { toleranceSeconds });
					assert.equal(ended(webhooks(ms), { date: SECOND }), "accepted");
					assert.equal(ended(webhooks(ms + 1), { date: SECOND }), STALE);
					assert.equal(ended(webhooks(ms * 1_000), { date: SECOND }), STALE);
				}
			}
		});

		test("maxAgeSeconds is the past side of the window alone", () => {
			for (const [maxAgeSeconds, toleranceSeconds, past, future] of /** @type {const} */ ([
				[2_592_000, undefined, 2_592_000, 300],
				[34_560_000, 604_800, 34_560_000, 604_800],
				[1, undefined, 1, 300],
				[1, 60, 1, 60],
				[undefined, 60, 60, 60],
			])) {
				const at = (/** @type {number} */ ms) => receiver(Date.parse(SECOND) + ms, { maxAgeSeconds, toleranceSeconds });
				for (const [edge, side] of /** @type {const} */ ([
					[past * 1_000, 1],
					[future * -1_000, -1],
				])) {
					assert.equal(ended(at(edge), { date: SECOND }), "accepted", `${maxAgeSeconds}, ${toleranceSeconds}`);
					assert.equal(ended(at(edge + side), { date: SECOND }), STALE, `${maxAgeSeconds}, ${toleranceSeconds}`);
					const request = signedRequest({ date: SECOND });
					assert.deepEqual(at(edge).diagnose(request).causes, []);
					assert.deepEqual(at(edge + side).diagnose(request).causes, ["clock_skew"]);
				}
			}
		});

		test("any age is any age, whatever maxAgeSeconds says", () => {
			const options = { dangerouslyAcceptAnyAge: true, maxAgeSeconds: 1, toleranceSeconds: 1 };
			for (const now of [0, NOW + 1e12]) assert.equal(ended(receiver(now, options)), "accepted");
		});

		test("the message of stale tells how far, which way, beyond what, and what to look at", () => {
			const told = (/** @type {number} */ ms, /** @type {Partial<Options>} */ options) =>
				refusal(() => receiver(NOW + ms, options).verify("USER_CREATED", signedRequest())).message;
			assert.match(told(1e6, {}), /1001 s ago, beyond toleranceSeconds \(300 s\).*clock.*queues.*retries/);
			assert.match(told(-1e6, {}), /999 s in the future, beyond toleranceSeconds \(300 s\)/);
			assert.match(told(1e6, { maxAgeSeconds: 600 }), /1001 s ago, beyond maxAgeSeconds \(600 s\)/);
			assert.match(told(-1e6, { maxAgeSeconds: 2e6 }), /999 s in the future, beyond toleranceSeconds \(300 s\)/);
		});

		test("stale is looked at after the signature and before the body", () => {
			const webhooks = receiver(NOW + 1e9);
			assert.equal(ended(webhooks), STALE);
			assert.equal(ended(webhooks, { secret: "another" }), "signature_mismatch, not proven, 401");
			assert.equal(ended(webhooks, { body: "not JSON" }), STALE);
			for (const size of [5_000, 200_000]) assert.equal(ended(webhooks, { body: "x".repeat(size) }), STALE);
		});

		test("any age is accepted where that is said, and nothing but true says it", () => {
			for (const now of [0, NOW + 1e12, NOW - 1e12]) {
				assert.equal(ended(receiver(now, { dangerouslyAcceptAnyAge: true })), "accepted");
				for (const no of [false, undefined]) {
					assert.equal(ended(receiver(now, { dangerouslyAcceptAnyAge: no })), STALE);
				}
			}
			for (const wrong of [1, "true", "", 0, {}, "yes"]) {
				const options = { secretKey: SECRET, dangerouslyAcceptAnyAge: wrong };
				assert.equal(refusal(() => new Webhooks(/** @type {never} */ (options))).code, "invalid_argument");
			}
		});

		test("a tolerance that is none is refused", () => {
			for (const toleranceSeconds of [0, -1, 0.5, 604_801, Number.NaN, Number.POSITIVE_INFINITY, "300", {}, 300n]) {
				const options = { secretKey: SECRET, toleranceSeconds };
				assert.equal(
					refusal(() => new Webhooks(/** @type {never} */ (options))).code,
					"invalid_argument",
					String(toleranceSeconds),
				);
			}
		});

		for (const [what, clock] of Object.entries(brokenClocks)) {
			test(`a clock that ${what} is not asked: the real one is`, () => {
				const webhooks = receiver(clock);
				assert.equal(ended(webhooks, { date: new Date().toISOString() }), "accepted");
				assert.equal(ended(webhooks), STALE);
				const signed = Date.parse(webhooks.sign({ path: PATH, body: BODY })["bi-signature-date"]);
				assert.ok(Math.abs(Date.now() - signed) < 60_000);
			});
		}

		test("sign dates by the clock, by a Date, or by a text as it is", () => {
			const webhooks = receiver(NOW);
			const dateOf = (/** @type {Date | string | undefined} */ date) =>
				webhooks.sign({ path: PATH, body: BODY, date })["bi-signature-date"];
			assert.equal(dateOf(undefined), new Date(NOW).toISOString());
			assert.equal(dateOf(new Date(5)), "1970-01-01T00:00:00.005Z");
			assert.equal(dateOf("2023-01-01T00:00:00,5+02"), "2023-01-01T00:00:00,5+02");
			for (const wrong of [new Date(Number.NaN), 5, {}, new Date(1e15)]) {
				assert.equal(refusal(() => dateOf(/** @type {never} */ (wrong))).code, "invalid_argument");
			}
		});
	});

	describe(`secrets during a rotation, ${name}`, async () => {
		const { Webhooks } = await loadEntry(name);
		const rotation = (/** @type {object[]} */ ...secretKey) =>
			new Webhooks({ secretKey: /** @type {never} */ (secretKey), now: () => NOW });
		const [before, after] = [new Date(NOW - 1), new Date(NOW + 1)];
		const old = { name: "2025", secretKey: "the-old-one" };
		const next = { name: "2026", secretKey: "the-next-one" };

		test("the result names the secret that signed, whatever the order and the size", () => {
			for (const webhooks of [rotation(old, next), rotation(next, old)]) {
				for (const { name: secretName, secretKey: secret } of [old, next]) {
					for (const body of [BODY, `{"id":42,"filling":"${"é".repeat(100_000)}"}`]) {
						const request = signedRequest({ secret, body });
						assert.equal(webhooks.verify("USER_CREATED", request).secretName, secretName);
						assert.equal(webhooks.verifySignature(request).secretName, secretName);
					}
				}
				assert.equal(refusal(() => webhooks.verify("USER_CREATED", signedRequest())).code, "signature_mismatch");
			}
			const single = new Webhooks({ secretKey: SECRET, now: () => NOW });
			assert.equal(single.verify("USER_CREATED", signedRequest()).secretName, null);
		});

		/** @type {[range: object, isInUse: boolean][]} */
		const ranges = [
			[{}, true],
			[{ notBefore: undefined, notAfter: undefined }, true],
			[{ notBefore: before }, true],
			[{ notBefore: new Date(NOW) }, true],
			[{ notBefore: after }, false],
			[{ notAfter: after }, true],
			[{ notAfter: new Date(NOW) }, true],
			[{ notAfter: before }, false],
			[{ notBefore: before, notAfter: after }, true],
			[{ notBefore: new Date(NOW), notAfter: new Date(NOW) }, true],
			[{ notBefore: after.toISOString() }, false],
			[{ notAfter: after.toISOString() }, true],
			[{ notAfter: "2026-03-01T13:00:00+01:00" }, false],
			[{ notBefore: "2026-03-01T13:00:00+01:00" }, true],
			[{ notAfter: vm.runInNewContext(`new Date(${NOW - 1})`) }, false],
		];
		for (const [range, isInUse] of ranges) {
			test(`${JSON.stringify(range)} is ${isInUse ? "in use" : "not"}`, () => {
				for (const webhooks of [rotation({ ...old, ...range }, next), rotation(next, { ...old, ...range })]) {
					for (const body of [BODY, `{"id":42,"filling":"${"a".repeat(100_000)}"}`]) {
						const request = signedRequest({ secret: old.secretKey, body });
						if (isInUse) assert.equal(webhooks.verify("USER_CREATED", request).secretName, old.name);
						else {
							const refused = refusal(() => webhooks.verify("USER_CREATED", request));
							assert.equal(verdict(refused), "secret_inactive, not proven, 401");
							assert.ok(refused.message.includes(`"${old.name}"`), refused.message);
						}
					}
				}
			});
		}

		test("the clock decides at each verification which one is in use", () => {
			let now = NOW;
			const webhooks = new Webhooks({ secretKey: [{ ...old, notAfter: new Date(NOW) }], now: () => now });
			const request = signedRequest({ secret: old.secretKey });
			assert.equal(webhooks.verify("USER_CREATED", request).secretName, "2025");
			now += 1;
			assert.equal(refusal(() => webhooks.verify("USER_CREATED", request)).code, "secret_inactive");
		});

		test("sign takes the first secret, or the one that is named", () => {
			const webhooks = rotation(old, next);
			const by = (/** @type {string | undefined} */ secretName) =>
				webhooks.sign({ path: PATH, body: BODY, date: DATE, secretName });
			assert.equal(by(undefined)["bi-signature"], signedRequest({ secret: old.secretKey }).headers["BI-Signature"]);
			assert.equal(by("2026")["bi-signature"], signedRequest({ secret: next.secretKey }).headers["BI-Signature"]);
			for (const unknown of ["2027", "", "the-old-one"]) {
				assert.equal(refusal(() => by(unknown)).code, "invalid_argument");
			}
		});

		test("the list was read once: changing it changes nothing", () => {
			const list = [{ ...old }];
			const webhooks = new Webhooks({ secretKey: list, now: () => NOW });
			Object.assign(list[0] ?? {}, next);
			list.push({ ...next });
			assert.equal(webhooks.verify("USER_CREATED", signedRequest({ secret: old.secretKey })).secretName, "2025");
			assert.equal(
				refusal(() => webhooks.verify("USER_CREATED", signedRequest({ secret: next.secretKey }))).code,
				"signature_mismatch",
			);
		});

		/** @type {Record<string, unknown>} */
		const wrong = {
			"an empty text": "",
			"a blank one": " \t ",
			"with a line break": "secret\n",
			"with a space in front": " secret",
			"with a no-break space": "secret\u00a0",
			"with half a character": "secret\ud800",
			bytes: Buffer.from("secret"),
			"a number": 42,
			"a String object": Object("secret"),
			nothing: undefined,
			null: null,
			"a function": () => "secret",
			"an empty list": [],
			"a list of texts": ["secret"],
			"a secret without a name": [{ secretKey: "secret" }],
			"a blank name": [{ name: " ", secretKey: "secret" }],
			"a name that is no text": [{ name: 1, secretKey: "secret" }],
			"the same name twice": [old, { ...next, name: old.name }],
			"a name without a secret": [{ name: "a" }],
			"an empty secret of several": [old, { name: "a", secretKey: "" }],
			"a secret of several with a line break": [old, { name: "a", secretKey: "x\n" }],
			"a moment without a zone": [{ ...old, notAfter: "2026-03-01T00:00:00" }],
			"a day": [{ ...old, notAfter: "2026-03-01" }],
			"a moment that is a number": [{ ...old, notBefore: NOW }],
			"a Date that is none": [{ ...old, notBefore: new Date(Number.NaN) }],
			"an end before its begin": [{ ...old, notBefore: after, notAfter: before }],
			"an entry that is nothing": [old, undefined, next],
		};
		for (const [what, secretKey] of Object.entries(wrong)) {
			test(`refused: ${what}`, () => {
				const refused = refusal(() => new Webhooks({ secretKey: /** @type {never} */ (secretKey) }));
				assert.equal(verdict(refused), "invalid_argument, not proven, 500");
			});
		}
	});
}
