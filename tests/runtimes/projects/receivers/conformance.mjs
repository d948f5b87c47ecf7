// Puts the inbox of the example of Workers through the conformance suite, and kills it, and prints the report. Usage: node conformance.mjs FOLDER
import { join } from "node:path";
import { inboxConformance } from "powens-users/receiver/conformance";
import { startWorker } from "./bundled-worker.mjs";

const steps = ["claim", "renew", "commit", "release", "keep", "list", "read", "drop"];
const retentionMs = 30 * 86_400_000;

const [folder] = process.argv.slice(2);
const state = join(folder, "state");
let { url, stop } = await startWorker(folder, state);
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

const hash = "0".repeat(64);
const about = {
	route: "/powens/user-created",
	event: null,
	source: "default",
	reason: "attempts",
	code: "handler_failed",
	signedAtMs: null,
};
const before = inboxOf("killed");
await before.claim("handled", hash, "token 1", 60_000);
await before.commit("handled", "token 1");
await before.claim("kept", hash, "token 2", 60_000);
await before.keep("kept", "token 2", { ...about, body: new Uint8Array(2_500_000).fill(7) });
await before.claim("claimed", hash, "token 3", 60_000);
await stop();
({ url, stop } = await startWorker(folder, state));
const after = inboxOf("killed");
const { body } = await after.read("kept");
const claims = await Promise.all(["handled", "kept", "claimed"].map((key) => after.claim(key, hash, "token 4", 60_000)));
const afterKill = { claims: claims.map(({ state }) => state), kept: body.length, isSame: body.every((byte) => byte === 7) };
await stop();
console.log(JSON.stringify({ failures, isWhole: cases.length > 50, afterKill }));
