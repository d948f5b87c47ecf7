// @ts-check
// checkPayload: one rule for text, bytes and objects already parsed; what is wrong is told, and never thrown.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import vm from "node:vm";
import { gzipSync } from "node:zlib";
import { revoked, throwing } from "./children/hostile-behaviours.mjs";
import { loadEntry } from "./packed-entry.mjs";

/** @typedef {import("powens-users").WebhookType} WebhookType */

const USER = '{"id":42,"signin":null,"id_webhook_data":7}';
const SYNCED = '{"user":{"id":1},"connections":[{"id":2,"accounts":[{"id":3,"balance":1.5,"transactions":[{"id":4}]}]}]}';

/** @type {[WebhookType, string, string[]][]} a body, and what is wrong with it */
const BODIES = [
	["USER_CREATED", USER, []],
	["USER_DELETED", USER, []],
	["USER_SYNCED", SYNCED, []],
	["USER_CREATED", '{"id":1}', []],
	["USER_CREATED", '{"id":9007199254740991,"platform":[],"other":{"id":"x"}}', []],
	["USER_SYNCED", '{"user":{"id":1},"connections":[]}', []],
	["USER_SYNCED", '{"user":{"id":1},"connections":[{"id":1,"accounts":null,"id_connector":-1,"id_bank":0}]}', []],
	["USER_CREATED", "{}", ["required /id"]],
	["USER_CREATED", '{"id":null}', ["wrong_type /id"]],
	["USER_CREATED", '{"id":"42"}', ["wrong_type /id"]],
	["USER_CREATED", '{"id":0}', ["out_of_range /id"]],
	["USER_CREATED", '{"id":-1}', ["out_of_range /id"]],
	["USER_CREATED", '{"id":1.5}', ["not_safe_integer /id"]],
	["USER_CREATED", '{"id":9007199254740992}', ["not_safe_integer /id"]],
	["USER_CREATED", '{"id":1,"signin":5,"id_webhook_data":"7"}', ["wrong_type /signin", "wrong_type /id_webhook_data"]],
	["USER_CREATED", "[]", ["wrong_type "]],
	["USER_CREATED", "null", ["wrong_type "]],
	["USER_CREATED", "7", ["wrong_type "]],
	["USER_SYNCED", USER, ["required /user", "required /connections"]],
	["USER_SYNCED", '{"user":{},"connections":{}}', ["required /user/id", "wrong_type /connections"]],
	[
		"USER_SYNCED",
		'{"user":{"id":1},"connections":[{"id":2,"accounts":[{"id":3,"transactions":[{"id":4},{"value":"5"}]}]}]}',
		["wrong_type /connections/0/accounts/0/transactions/1/value", "required /connections/0/accounts/0/transactions/1/id"],
	],
];

/** @type {Record<string, [code: string, text: string | Uint8Array]>} other formats, and JSON that `JSON.parse` may even accept */
const NO_JSON = {
	nothing: ["empty", ""],
	"white space": ["empty", " \n\t"],
	"half an object": ["syntax", '{"id":1'],
	"single quotes": ["syntax", "{'id':1}"],
	"two values": ["trailing_data", '{"id":1}{"id":2}'],
	"a key twice": ["duplicate_key", '{"id":1,"id":1}'],
	"a key twice, once escaped": ["duplicate_key", '{"id":1,"\\u0069d":2}'],
	"an unknown key twice, deep": ["duplicate_key", '{"id":1,"x":[{"y":1,"y":1}]}'],
	"a BOM, as text": ["bom", '\ufeff{"id":1}'],
	"a BOM, as bytes": ["bom", Uint8Array.from([0xef, 0xbb, 0xbf, ...Buffer.from('{"id":1}')])],
	"a byte that is no UTF-8": ["invalid_utf8", Uint8Array.from([...Buffer.from('{"id":1,"x":"'), 0xff, 0x22, 0x7d])],
	"an overlong /": ["invalid_utf8", Uint8Array.from([...Buffer.from('{"id":1,"x":"'), 0xc0, 0xaf, 0x22, 0x7d])],
	"half a character in text": ["invalid_utf8", '{"id":1,"x":"\ud800"}'],
	"129 levels": ["too_deep", `{"id":1,"x":${"[".repeat(128)}${"]".repeat(128)}}`],
	CFONB: ["other_format", `0430004${"x".repeat(113)}\n`],
	"CFONB, one record without an end": ["other_format", `0130004${" ".repeat(113)}`],
	"a form": ["other_format", "id=42&signin="],
	HTML: ["other_format", "<!DOCTYPE html><html></html>"],
	multipart: ["other_format", '--b\r\nContent-Disposition: form-data; name="json"\r\n\r\n{}\r\n--b--'],
	gzip: ["other_format", gzipSync(USER)],
};

/** @type {Record<string, string>} what `JSON.parse` accepts and this does too, in spite of its looks */
const ODD_JSON = {
	"128 levels": `{"id":1,"x":${"[".repeat(127)}${"]".repeat(127)}}`,
	"half a character, escaped": '{"id":1,"x":"\\ud800"}',
	"an overflow in an unknown field": '{"id":1,"x":[1e999,-1e999]}',
	"keys of every object": '{"id":1,"__proto__":{"id":2},"constructor":0}',
	"an integer with an exponent": '{"id":42e0,"id_webhook_data":7.0}',
	"white space around": `\r\n\t ${USER} \n`,
	"keys like paths": '{"id":1,"":1,"/":1,"~":1,"~1":1}',
};

/** @type {Record<string, [value: unknown, pointer: string]>} what no JSON yields, and where */
const NO_JSON_VALUES = {
	undefined: [undefined, ""],
	"a function": [() => 0, ""],
	"a Date": [new Date(0), ""],
	"a class instance": [new (class {})(), ""],
	"a Map": [{ id: 1, x: new Map() }, "/x"],
	"a boxed number": [{ id: Object(1) }, "/id"],
	"a BigInt": [{ id: 1n }, "/id"],
	NaN: [{ id: 1, x: [Number.NaN] }, "/x/0"],
	"a symbol": [{ id: 1, x: { y: Symbol("y") } }, "/x/y"],
	"a method": [{ id: 1, toJSON: () => ({ id: 2 }) }, "/toJSON"],
	"a getter": [Object.defineProperty({ id: 1 }, "a/b", { get: () => 1, enumerable: true }), "/a~1b"],
	"a setter": [{ id: 1, set "a~b"(/** @type {number} */ _value) {} }, "/a~0b"],
	"undefined in an array": [{ id: 1, x: [undefined] }, "/x/0"],
	"a hole": [{ id: 1, x: Object.assign([0], { length: 2 }) }, "/x/1"],
	"an array whose item is a getter": [{ id: 1, x: Object.defineProperty([0], 0, { get: () => 1 }) }, "/x/0"],
	"a Proxy of bytes": [new Proxy(new Uint8Array(2), {}), ""],
	"a revoked Proxy": [revoked({}), ""],
	"a revoked Proxy of an array": [{ id: 1, x: revoked([]) }, "/x"],
	"a Proxy whose traps throw": [{ id: 1, x: throwing({}) }, "/x"],
	"a Proxy of an array whose traps throw": [{ id: 1, x: [throwing([])] }, "/x/0"],
};

/** @type {Record<string, unknown>} objects that are as good as those of `JSON.parse` */
const GOOD_OBJECTS = {
	"undefined counts as absent": { id: 1, signin: undefined, x: { y: undefined } },
	"a null prototype": Object.assign(Object.create(null), { id: 1 }),
	"another realm's": vm.runInNewContext("({ id: 1, x: [{}], signin: null })"),
	"symbols for keys are no members": { id: 1, [Symbol("x")]: () => 0 },
	"what is not enumerable is no member": Object.defineProperty({ id: 1 }, "x", { value: () => 0 }),
	"±Infinity in an unknown field": { id: 1, x: [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] },
	"half a character": { id: 1, signin: "\ud800", "\udc00": "\ud800" },
	"the same object twice": ((same) => ({ id: 1, x: [same, same] }))({ y: 1 }),
	"a Proxy of a plain object": new Proxy({ id: 1 }, {}),
	"what calls itself a buffer": { id: 1, length: 4e9, [Symbol.toStringTag]: "ArrayBuffer" },
	"an array with more properties": { id: 1, x: Object.assign([], { y: () => 0 }) },
};

/**
 * What makes a call when it is asked for its keys.
 *
 * @param {object} target
 * @param {() => unknown} call
 */
function asked(target, call) {
	return new Proxy(target, {
		ownKeys(own) {
			call();
			return Reflect.ownKeys(own);
		},
	});
}

for (const entry of /** @type {const} */ (["node.mjs", "default.js"])) {
	const { checkPayload, isPowensError, Webhooks } = await loadEntry(entry);
	const webhooks = new Webhooks({ secretKey: "a webhook's secret" });
	const path = "/hooks/user-created";
	const signed = { path, body: USER, headers: webhooks.sign({ path, body: USER }) };
	/** @param {WebhookType} type @param {unknown} body @param {import("powens-users").CheckOptions} [options] */
	const found = (type, body, options) => {
		const checked = checkPayload(type, body, options);
		return checked.ok ? [] : checked.issues.map(({ code, pointer }) => `${code} ${pointer}`);
	};

	/** How a check of an object ends. @param {unknown} body */
	const verdict = (body) => {
		try {
			return checkPayload("USER_CREATED", body).ok ? "good" : `refused: ${found("USER_CREATED", body)}`;
		} catch (error) {
			return isPowensError(error) ? error.code : error;
		}
	};

	describe(`${entry}: one rule for text, bytes and objects`, () => {
		for (const [type, text, expected] of BODIES) {
			test(`${type} ${text.slice(0, 60)}: ${expected.join(", ") || "good"}`, () => {
				const bytes = new TextEncoder().encode(text);
				const padded = Uint8Array.from([0x5b, ...bytes, 0x5d]);
				const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
				shared.set(bytes);
				const raws = [text, bytes, bytes.buffer, padded.subarray(1, -1), new DataView(bytes.buffer), Buffer.from(text), shared];
				for (const body of [...raws, JSON.parse(text)]) assert.deepEqual(found(type, body).sort(), [...expected].sort());
				for (const body of raws) {
					const checked = checkPayload(type, body);
					if (checked.ok) assert.deepEqual(checked.value, JSON.parse(text));
				}
			});
		}
		for (const [name, text] of Object.entries(ODD_JSON)) {
			test(`${name} is accepted, as JSON.parse gives it`, () => {
				const checked = checkPayload("USER_CREATED", text);
				assert.deepEqual(checked, { ok: true, value: JSON.parse(text), warnings: [] });
				assert.deepEqual(found("USER_CREATED", JSON.parse(text)), []);
			});
		}
		for (const [name, [code, body]] of Object.entries(NO_JSON)) {
			test(`${name} is refused: ${code}`, () => {
				const checked = checkPayload("USER_CREATED", body);
				assert.equal(checked.ok, false);
				assert.equal(checked.ok || checked.issues[0]?.code, code);
			});
		}
	});

	describe(`${entry}: objects`, () => {
		for (const [name, value] of Object.entries(GOOD_OBJECTS)) {
			test(`${name}: good, and value is the very object`, () => {
				const checked = checkPayload("USER_CREATED", value);
				assert.ok(checked.ok, JSON.stringify(checked));
				assert.equal(checked.value, value);
			});
		}
		for (const [name, [value, pointer]] of Object.entries(NO_JSON_VALUES)) {
			test(`${name}: not_json at "${pointer}"`, () => {
				assert.deepEqual(found("USER_CREATED", value)[0], `not_json ${pointer}`);
			});
		}
		test("±Infinity is refused in a documented field", () => {
			const account = (/** @type {number} */ balance) => ({
				user: { id: 1 },
				connections: [{ id: 1, accounts: [{ id: 1, balance }] }],
			});
			for (const infinite of [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
				assert.deepEqual(found("USER_SYNCED", account(infinite)), ["not_finite /connections/0/accounts/0/balance"]);
				assert.equal(found("USER_CREATED", { id: infinite }).length, 1);
			}
		});
		test("cycles are too deep, 128 levels are not", () => {
			/** @type {{ id: number, x?: unknown }} */
			const cycle = { id: 1 };
			cycle.x = [cycle];
			assert.match(found("USER_CREATED", cycle)[0] ?? "", /^too_deep \/x\/0\/x/);
			const nested = (/** @type {number} */ levels) => JSON.parse("[".repeat(levels) + "]".repeat(levels));
			assert.deepEqual(found("USER_CREATED", { id: 1, x: nested(127) }), []);
			assert.equal(found("USER_CREATED", { id: 1, x: nested(128) })[0], `too_deep /x${"/0".repeat(127)}`);
		});
		test("an accessor is not called", () => {
			found("USER_CREATED", {
				get id() {
					return assert.fail("called");
				},
			});
		});
		test("an array of four thousand million holes is soon refused", () => {
			const x = Object.assign([], { length: 4e9 });
			for (const options of [{}, { strict: true, maxIssues: 10_000 }, { maxIssues: 1 }]) {
				const start = performance.now();
				assert.equal(found("USER_CREATED", { id: 1, x }, options).length, options.maxIssues ?? 100);
				assert.ok(performance.now() - start < 1000, `${performance.now() - start} ms`);
			}
		});
		test("a buffer that was given away has no bytes", () => {
			const bytes = new TextEncoder().encode(USER);
			const views = [bytes, new DataView(bytes.buffer), bytes.buffer];
			structuredClone(bytes, { transfer: [bytes.buffer] });
			for (const view of views) assert.deepEqual(found("USER_CREATED", view), ["empty "]);
		});
	});

	describe(`${entry}: options`, () => {
		test("maxIssues caps the issues and the warnings", () => {
			const body = { user: { id: 1 }, connections: Array.from({ length: 500 }, () => ({ id: "x", new_key: 1 })) };
			for (const [maxIssues, expected] of /** @type {const} */ ([
				[undefined, 100],
				[1, 1],
				[7, 7],
				[10_000, 500],
			])) {
				assert.equal(found("USER_SYNCED", body, { maxIssues }).length, expected);
				const { warnings } = checkPayload("USER_SYNCED", body, { maxIssues, strict: true });
				assert.ok(expected === 500 ? warnings.length >= 500 : warnings.length === expected);
			}
		});
		for (const [name, body] of Object.entries({
			text: USER,
			bytes: Buffer.from(USER),
			object: JSON.parse(USER),
			é: '{"id":1,"x":"é"}',
		})) {
			test(`maxBytes: ${name}`, () => {
				const size = typeof body === "string" ? Buffer.byteLength(body) : USER.length;
				assert.deepEqual(found("USER_CREATED", body, { maxBytes: size }), []);
				assert.deepEqual(found("USER_CREATED", body, { maxBytes: size - 1 }), ["too_large "]);
			});
		}
		test("strict warns of every deviation, and refuses nothing more", () => {
			const body = {
				id_webhook_data: 7,
				user: { id: 1, signin: "2020-06-01T12:34:56Z", new_key: 1 },
				connections: [{ id: 2, state: "new", active: null }],
			};
			const expected = [
				"missing_field /connections/0/accounts",
				"other_form /user/signin",
				"undocumented_key /user/new_key",
				"unexpected_null /connections/0/active",
				"unknown_value /connections/0/state",
			];
			for (const form of [body, JSON.stringify(body)]) {
				const checked = checkPayload("USER_SYNCED", form, { strict: true });
				assert.ok(checked.ok);
				const warned = checked.warnings.map(({ code, pointer }) => `${code} ${pointer}`);
				assert.deepEqual(
					expected.filter((warning) => !warned.includes(warning)),
					[],
				);
				assert.equal(warned.filter((warning) => !warning.startsWith("missing_field ")).length, 4, String(warned));
				assert.deepEqual(checkPayload("USER_SYNCED", form).warnings, []);
			}
			const ofNull = checkPayload("USER_CREATED", USER, { strict: true }).warnings;
			assert.deepEqual(
				ofNull.map(({ code, pointer }) => `${code} ${pointer}`),
				["unexpected_null /signin"],
			);
			const good = { id: 1, platform: "web", signin: "2020-06-01 12:34:56", id_webhook_data: 7 };
			assert.deepEqual(checkPayload("USER_CREATED", good, { strict: true }).warnings, []);
		});
		/** @type {[name: string, type: unknown, options: unknown, code: string][]} */
		const refused = [
			["an event that is not covered", "ACCOUNT_FOUND", {}, "unknown_event"],
			["an event in lower case", "user_created", {}, "unknown_event"],
			["a key of every object", "constructor", {}, "unknown_event"],
			["no event", undefined, {}, "unknown_event"],
			["maxIssues 0", "USER_CREATED", { maxIssues: 0 }, "invalid_argument"],
			["maxIssues 10001", "USER_CREATED", { maxIssues: 10_001 }, "invalid_argument"],
			["maxBytes 0", "USER_CREATED", { maxBytes: 0 }, "invalid_argument"],
			["maxBytes NaN", "USER_CREATED", { maxBytes: Number.NaN }, "invalid_argument"],
			["maxBytes too large", "USER_CREATED", { maxBytes: 268_435_457 }, "invalid_argument"],
			["strict as text", "USER_CREATED", { strict: "yes" }, "invalid_argument"],
			["options that are text", "USER_CREATED", "strict", "invalid_argument"],
		];
		for (const [name, type, options, code] of refused) {
			test(`${name}: ${code}`, () => {
				const call = () => checkPayload(/** @type {never} */ (type), USER, /** @type {never} */ (options));
				assert.throws(call, (error) => isPowensError(error) && error.code === code);
			});
		}
	});

	describe(`${entry}: an object while it is read`, () => {
		/** @type {Record<string, () => unknown>} */
		const others = {
			"a check of text": () => checkPayload("USER_CREATED", USER),
			"a check of an object": () => checkPayload("USER_CREATED", { id: 1 }),
			"a check of nothing": () => checkPayload("USER_CREATED", ""),
			"a check of what is too large": () => checkPayload("USER_CREATED", USER, { maxBytes: 1 }),
			signing: () => webhooks.sign({ path, body: USER }),
			"a verification": () => webhooks.verify("USER_CREATED", signed),
			"a verification of the signature": () => webhooks.verifySignature(signed),
		};
		for (const [name, other] of Object.entries(others)) {
			test(`${name} that a Proxy in it makes changes no verdict`, () => {
				// So long that it is handed over in two pieces.
				const long = "x".repeat(40_000);
				for (const bodyWith of [
					(/** @type {() => unknown} */ call) => ({ id: 1, long, x: asked({}, call) }),
					(/** @type {() => unknown} */ call) => ({ id: "bad", long: [long], x: asked({}, call) }),
					(/** @type {() => unknown} */ call) => asked({ id: "bad" }, call),
				]) {
					const undisturbed = verdict(bodyWith(() => 0));
					assert.equal(verdict(bodyWith(other)), undisturbed);
					assert.equal(verdict(bodyWith(() => 0)), undisturbed, "afterwards all is well");
				}
			});
		}

		test("many values deep inside take no longer than as bytes, times a hundred", () => {
			const text = `{"id":1,"a":${"[".repeat(100)}${Array(100_000).fill(1)}${"]".repeat(100)}}`;
			const value = JSON.parse(text);
			const timed = (/** @type {unknown} */ body) => {
				const start = performance.now();
				assert.ok(checkPayload("USER_CREATED", body).ok);
				return performance.now() - start;
			};
			timed(text);
			timed(value);
			assert.ok(timed(value) < 100 * timed(text) + 50);
		});
	});
}
