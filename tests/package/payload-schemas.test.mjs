// @ts-check
// The payloads as Standard Schemas: what libraries rely on that know nothing of this package.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { loadEntry } from "./packed-entry.mjs";

const ACCOUNT = { id: 3, balance: 1.5, transactions: [{ id: 4 }] };
const SYNCED = { user: { id: 1 }, connections: [{ id: 2, accounts: [ACCOUNT] }] };
/** @type {Record<string, object>} */
const GOOD = {
	USER_CREATED: { id: 42, signin: null, more: [1] },
	USER_DELETED: { id: 42 },
	USER_SYNCED: SYNCED,
	CONNECTION_SYNCED: { user: { id: 1 }, connection: { id: 2, id_user: 1, accounts: [ACCOUNT] } },
	CONNECTION_DELETED: { id: 2, id_user: null },
};

/** @type {[name: string, value: unknown, paths: string[][]][]} what USER_CREATED refuses, and where */
const BAD = [
	["nothing", undefined, [[]]],
	["null", null, [[]]],
	["a number", 42, [[]]],
	["an array", [{ id: 42 }], [[]]],
	["a class instance", new Date(0), [[]]],
	["no id", {}, [["id"]]],
	["two fields", { id: "42", signin: 1 }, [["id"], ["signin"]]],
	["a key with a slash", { id: 1, "a/b": 1n }, [["a/b"]]],
	[
		"a key with a tilde",
		{ id: 1, "~": { "~1": Symbol("x"), "~0/~": 1n } },
		[
			["~", "~1"],
			["~", "~0/~"],
		],
	],
	["a key that is empty", { id: 1, "": { "": Number.NaN } }, [["", ""]]],
	["a key that is a number", { id: 1, list: [0, { 7: () => 0 }] }, [["list", "1", "7"]]],
];

for (const entry of /** @type {const} */ (["node.mjs", "default.js"])) {
	const { payloadSchemas, checkPayload } = await loadEntry(entry);

	describe(`${entry}: payloadSchemas`, () => {
		test("there is one of each event", () => assert.deepEqual(Object.keys(payloadSchemas).sort(), Object.keys(GOOD).sort()));

		for (const [type, schema] of Object.entries(payloadSchemas)) {
			const { validate, ...about } = schema["~standard"];

			test(`${type} is a Standard Schema of version 1`, () => {
				assert.deepEqual(about, { version: 1, vendor: "powens-users" });
				assert.equal(validate.length, 1);
			});
			test(`${type} gives a good value as it is, also to a library that awaits, or takes validate off its object`, async () => {
				const value = GOOD[type];
				for (const result of [
					schema["~standard"].validate(value),
					validate(value),
					await validate(value),
					await (async () => validate(value))(),
				]) {
					assert.ok(!("issues" in result) || result.issues === undefined);
					assert.ok("value" in result && result.value === value, "the very object");
					assert.deepEqual(value, structuredClone(value));
				}
			});
		}

		for (const [name, value, paths] of BAD) {
			test(`USER_CREATED refuses ${name}, at ${JSON.stringify(paths)}`, () => {
				const result = payloadSchemas.USER_CREATED["~standard"].validate(value);
				assert.ok(result.issues !== undefined && !("value" in result));
				assert.deepEqual(
					result.issues.map(({ path }) => path),
					paths,
				);
				for (const { message } of result.issues) assert.ok(message.length > 5);
			});
		}

		test("a path leads to what is wrong", () => {
			const value = structuredClone({
				...SYNCED,
				connections: [{ id: 1 }, { id: 2, accounts: [ACCOUNT, { ...ACCOUNT, balance: "1.50" }] }],
			});
			const { issues } = payloadSchemas.USER_SYNCED["~standard"].validate(value);
			assert.equal(issues?.length, 1);
			let there = /** @type {unknown} */ (value);
			for (const key of issues?.[0]?.path ?? []) there = Reflect.get(Object(there), key);
			assert.equal(there, "1.50");
		});

		test("issues and messages are those of checkPayload", () => {
			const value = { user: {}, connections: [{ id: 0, active: "yes" }] };
			const checked = checkPayload("USER_SYNCED", value);
			const result = payloadSchemas.USER_SYNCED["~standard"].validate(value);
			assert.ok(!checked.ok);
			assert.equal(checked.issues.length, 3);
			const expected = checked.issues.map(({ message, pointer }) => ({ message, path: pointer.split("/").slice(1) }));
			assert.deepEqual(result.issues, expected);
		});
	});
}
