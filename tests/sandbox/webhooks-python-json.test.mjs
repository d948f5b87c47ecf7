// @ts-check
// JSON as Python writes it: a table, and what Python itself says where there is one.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import fc from "fast-check";
import { pythonJson } from "./webhook-sender.mjs";

/** Value, text with escapes, text in UTF-8. */
const TABLE = /** @type {const} */ ([
	[null, "null"],
	[true, "true"],
	[[], "[]"],
	[{}, "{}"],
	[[1, [2, null]], "[1, [2, null]]"],
	[{ id: 1, state: "done" }, '{"id": 1, "state": "done"}'],
	[{ a: undefined, b: [undefined] }, '{"b": [null]}'],
	["é", '"\\u00e9"', '"é"'],
	["🏦", '"\\ud83c\\udfe6"', '"🏦"'],
	["\u007f", '"\\u007f"', '"\u007f"'],
	["\u2028", '"\\u2028"', '"\u2028"'],
	["\ud800", '"\\ud800"'],
	['"\\/\b\f\n\r\t\u0000\u001f', '"\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f"'],
	[{ é: 1 }, '{"\\u00e9": 1}', '{"é": 1}'],
	[{ balance: 300, coming: -0, value: 12.5 }, '{"balance": 300.0, "coming": -0.0, "value": 12.5}'],
	[{ balance: null, coming: true, value: "3" }, '{"balance": null, "coming": true, "value": "3"}'],
	[{ id: 300, nb_payments_left: 3, other: 0.5 }, '{"id": 300, "nb_payments_left": 3, "other": 0.5}'],
	[{ value: 1e16 }, '{"value": 1e+16}'],
	[{ value: 9999999999999998 }, '{"value": 9999999999999998.0}'],
	[{ value: 0.0001 }, '{"value": 0.0001}'],
	[{ value: 0.00001 }, '{"value": 1e-05}'],
	[{ value: -1.5e-7 }, '{"value": -1.5e-07}'],
	[{ value: 1.7976931348623157e308 }, '{"value": 1.7976931348623157e+308}'],
	[9007199254740991, "9007199254740991"],
	[-0, "0"],
]);

for (const [value, escaped, utf8 = escaped] of TABLE) {
	test(`${JSON.stringify(value)}: ${escaped}`, () => {
		assert.equal(pythonJson(value, "escaped"), escaped);
		assert.equal(pythonJson(value, "utf-8"), utf8);
		assert.deepEqual(JSON.parse(escaped), JSON.parse(utf8));
	});
}

const PYTHON = `
import json, sys
for line in sys.stdin:
    value = json.loads(line)
    print(json.dumps(value))
    print(json.dumps(json.dumps(value, ensure_ascii=False)))
`;
const hasPython = spawnSync("python3", ["--version"]).status === 0;

test("any value: what json.dumps writes", { skip: hasPython ? false : "there is no python3" }, () => {
	// Under a key of a decimal, JavaScript cannot tell 300 from 300.0; Python is given the latter there.
	const number = fc.oneof(
		fc.integer(),
		fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Number.isInteger(value)),
	);
	const text = fc.string({ unit: "binary" });
	const decimal = fc.double({ noNaN: true, noDefaultInfinity: true });
	const leaf = fc.oneof(fc.constant(null), fc.boolean(), number, text, fc.record({ balance: decimal, value: fc.integer() }));
	const nested = (/** @type {fc.Arbitrary<unknown>} */ inner) =>
		fc.oneof(leaf, fc.array(inner, { maxLength: 5 }), fc.dictionary(text, inner, { maxKeys: 5 }));
	const values = fc.sample(nested(nested(nested(leaf))), 2000);
	const input = values.map((sample) => `${jsonForPython(sample)}\n`).join("");
	const { stdout } = spawnSync("python3", ["-c", PYTHON], {
		input,
		encoding: "utf8",
		maxBuffer: 2 ** 28,
		env: { ...process.env, PYTHONIOENCODING: "utf-8" },
	});
	const lines = stdout.trimEnd().split("\n");
	assert.equal(lines.length, 2 * values.length);
	for (const [index, sample] of values.entries()) {
		assert.equal(pythonJson(sample, "escaped"), lines[2 * index]);
		assert.equal(pythonJson(sample, "utf-8"), JSON.parse(lines[2 * index + 1] ?? ""));
	}
});

/** JSON in which decimals have a point, as the sender is told by their keys. @param {unknown} value @param {string} [key] @returns {string} */
function jsonForPython(value, key) {
	if (typeof value === "number" && (key === "balance" || key === "value")) {
		const text = Object.is(value, -0) ? "-0" : String(value);
		return /[.e]/.test(text) ? text : `${text}.0`;
	}
	if (Array.isArray(value)) return `[${value.map((item) => jsonForPython(item)).join()}]`;
	if (typeof value !== "object" || value === null) return JSON.stringify(value);
	return `{${Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}:${jsonForPython(member, name)}`)}}`;
}
