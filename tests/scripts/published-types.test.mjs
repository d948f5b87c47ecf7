// @ts-check
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { inProject } from "../../scripts/lib/paths.mjs";
import { conditions } from "../types/published.mjs";

/** Parts of `exports`, which tests change. @returns {any} */
const exported = () => JSON.parse(readFileSync(inProject("package.json"), "utf8")).exports;

/** @type {Record<string, { change: (exports: any) => void, problem: RegExp }>} */
const mistakes = {
	"a condition without types": {
		change: (exports) => delete exports["."].workerd.types,
		problem: /^\. > workerd > default: \.\/pkg\/workerd\.js has no types, and needs \.\/pkg\/types\/index\.d\.ts\.$/,
	},
	"a condition that is a file only": {
		change: (exports) => Object.assign(exports["./web"], { workerd: "./pkg/web-workerd.js" }),
		problem: /^\.\/web > workerd: \.\/pkg\/web-workerd\.js has no types/,
	},
	"types of a CommonJS module for an ES module": {
		change: (exports) => Object.assign(exports["."].node.module, { types: "./pkg/types/index.d.cts" }),
		problem: /^\. > node > module > default: .* has \.\/pkg\/types\/index\.d\.cts, and needs \.\/pkg\/types\/index\.d\.ts\.$/,
	},
	"types of an ES module for CommonJS": {
		change: (exports) => Object.assign(exports["./web"].require, { types: "./pkg/types/web.d.ts" }),
		problem: /^\.\/web > require > default: .* has \.\/pkg\/types\/web\.d\.ts, and needs \.\/pkg\/types\/web\.d\.cts\.$/,
	},
	"types of another entry for powens-users/web": {
		change: (exports) => Object.assign(exports["./web"].default, { types: "./pkg/types/index.d.ts" }),
		problem: /^\.\/web > default > default: .* has \.\/pkg\/types\/index\.d\.ts, and needs \.\/pkg\/types\/web\.d\.ts\.$/,
	},
	"types of another entry for powens-users": {
		change: (exports) => Object.assign(exports["."]["edge-light"], { types: "./pkg/types/web.d.ts" }),
		problem: /^\. > edge-light > default: .* has \.\/pkg\/types\/web\.d\.ts, and needs \.\/pkg\/types\/index\.d\.ts\.$/,
	},
	"an entry that is new": {
		change: (exports) => Object.assign(exports, { "./new": { types: "./pkg/types/new.d.ts", default: "./pkg/new.js" } }),
		problem: /^\.\/new > default: .* needs a line in tests\/types\/published\.mjs/,
	},
};

test("the package's own conditions have the types that they need", () => {
	assert.deepEqual(conditions(exported()).problems, []);
	assert.deepEqual(conditions(), conditions(exported()));
});

for (const [mistake, { change, problem }] of Object.entries(mistakes)) {
	test(`${mistake} is the one problem`, () => {
		const exports = exported();
		change(exports);
		const { problems } = conditions(exports);
		assert.equal(problems.length, 1, problems.join("\n"));
		assert.match(problems[0] ?? "", problem);
	});
}

test("what is no script needs no types", () => {
	assert.deepEqual(
		conditions({ "./powens_users.wasm": "./pkg/powens_users.wasm", "./package.json": "./package.json" }).problems,
		[],
	);
});
