// Puts the inbox of the example of Workers through the conformance suite, and prints the report. Usage: node conformance.mjs FOLDER
import { inboxConformance } from "powens-users/receiver/conformance";
import { startWorker } from "./bundled-worker.mjs";

const steps = ["claim", "renew", "commit", "release", "keep", "list", "read", "drop"];
const retentionMs = 30 * 86_400_000;

const { url, stop } = await startWorker(process.argv[2]);
const replacer = (_, value) => (value instanceof Uint8Array ? { base64: Buffer.from(value).toString("base64") } : value);
const reviver = (_, value) => (typeof value?.base64 === "string" ? new Uint8Array(Buffer.from(value.base64, "base64")) : value);

async function call(name, step, args) {
	const response = await fetch(url, { method: "POST", body: JSON.stringify({ step, args, name, retentionMs }, replacer) });
	const text = await response.text();
	if (!response.ok) throw new Error(text.slice(0, 500));
	return JSON.parse(text, reviver).result;
}

/** An inbox on objects of this name. */
const inboxOf = (name) => ({
	retentionMs,
	...Object.fromEntries(steps.map((step) => [step, (...args) => call(name, step, args)])),
});

let stores = 0;
const cases = inboxConformance(() => {
	const name = `inbox-of-case-${++stores}`;
	return { inbox: inboxOf(name), inbox2: inboxOf(name), advance: (ms) => call(name, "advance", [ms]) };
});
const failures = [];
// One after the other: they share a clock.
for (const { name, run } of cases) await run().catch((error) => failures.push(`${name}: ${error.message}`));
await stop();
console.log(JSON.stringify({ failures, isWhole: cases.length > 50 }));
