// The oldest browsers that README.md names, as far as Node can be one: what came after Chrome 96, Firefox 92 or Safari 16.4 is taken
// away before the package is loaded.
import assert from "node:assert/strict";

const { toWellFormed } = String.prototype;

const newer = [
	[Array, "fromAsync"],
	[Array.prototype, "findLast", "findLastIndex", "toReversed", "toSorted", "toSpliced", "with"],
	[Object.getPrototypeOf(Uint8Array.prototype), "findLast", "findLastIndex", "toReversed", "toSorted", "with"],
	[Uint8Array, "fromBase64", "fromHex"],
	[Uint8Array.prototype, "setFromBase64", "setFromHex", "toBase64", "toHex"],
	[ArrayBuffer.prototype, "resize", "transfer", "transferToFixedLength"],
	[AbortSignal, "any", "timeout"],
	[AbortSignal.prototype, "reason", "throwIfAborted"],
	[Map, "groupBy"],
	[Object, "groupBy"],
	[Promise, "try", "withResolvers"],
	[ReadableStream, "from"],
	[ReadableStream.prototype, Symbol.asyncIterator, "values"],
	[Response, "json"],
	[String.prototype, "isWellFormed", "toWellFormed"],
	[globalThis, "Float16Array", "Iterator", "scheduler", "structuredClone"],
];
for (const [owner, ...names] of newer) {
	for (const name of names) {
		delete owner[name];
		assert.ok(!Object.hasOwn(owner, name), String(name));
	}
}

const { exerciseUsers, exerciseWebhooks } = await import("./exercise.mjs");
const entry = await import("./node_modules/powens-users/pkg/default.js");
exerciseWebhooks(entry);
// The `Response` of Node cannot do without.
Object.defineProperty(String.prototype, "toWellFormed", { value: toWellFormed, configurable: true });
await exerciseUsers(entry);
