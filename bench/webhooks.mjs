// @ts-check
// npm run bench -- webhooks: what verify() costs, which checks signature and payload, beside the least that a handler can do,
// validators and the webhook libraries of others.
import { aimRows } from "./aims.mjs";
import { makeBody } from "./bodies.mjs";
import { contenders, headersOf } from "./contenders.mjs";
import { medians } from "./measure.mjs";
import { measureMemory } from "./memories.mjs";
import { measuredOn, table, writeSection } from "./report.mjs";
import { measureSizes } from "./sizes.mjs";

/**
 * @typedef {import("./contenders.mjs").Name} Name
 * @typedef {{ label: string, bytes: number, times: Record<Name, number> }} Measured times in milliseconds
 */

const names = /** @type {Name[]} */ (Object.keys(contenders));
// A collection between two large bodies keeps one from paying for the other.
const before = () => globalThis.gc?.();
/** @type {readonly { size: import("./bodies.mjs").Size, how: { rounds: number, calls?: number, before?: () => void } }[]} */
const plan = [
	{ size: "60 B", how: { rounds: 200, calls: 1_000 } },
	{ size: "5 kB", how: { rounds: 100, calls: 100 } },
	{ size: "460 kB", how: { rounds: 60, calls: 1, before } },
	{ size: "9 MB", how: { rounds: 25, calls: 1, before } },
];

/** @type {Measured[]} */
const measured = [];
for (const { size, how } of plan) {
	for (const { language, label } of spellings(size)) {
		console.log(`${label}, ${how.rounds} rounds…`);
		measured.push(await measure(label, makeBody(size, language), how));
	}
}
console.log("Memory and sizes…");
const memory = await measureMemory();
const sizes = await measureSizes();
writeSection("What a webhook costs", describe());

/**
 * @param {import("./bodies.mjs").Size} size
 * @returns {{ language: import("./bodies.mjs").Language, label: string }[]}
 */
function spellings(size) {
	// The smallest body has no text that could be in another language.
	if (size === "60 B") return [{ language: "ascii", label: size }];
	return [
		{ language: "ascii", label: `${size} ASCII` },
		{ language: "french", label: `${size} French` },
	];
}

/**
 * @param {string} label
 * @param {import("./bodies.mjs").Body} signed
 * @param {Parameters<typeof medians>[1]} how
 * @returns {Promise<Measured>}
 */
async function measure(label, { type, body }, how) {
	const calls = await Promise.all(
		names.map(async (name) => {
			const headers = await headersOf(name, body);
			const verify = contenders[name].verifier(type);
			return /** @type {const} */ ([name, () => verify(body, headers)]);
		}),
	);
	const times = await medians(/** @type {Record<Name, () => unknown>} */ (Object.fromEntries(calls)), how);
	return { label, bytes: body.length, times };
}

/** @param {number} milliseconds */
function time(milliseconds) {
	return milliseconds < 1 ? `${(milliseconds * 1_000).toPrecision(3)} µs` : `${milliseconds.toPrecision(3)} ms`;
}

function timeRows() {
	return measured.map(({ label, times }) => [label, ...names.map((name) => time(times[name]))]);
}

function ratioRows() {
	return measured.map(({ label, times }) => [label, ...names.map((name) => (times[name] / times.floor).toFixed(2))]);
}

function memoryRows() {
	const megabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);
	return memory.map(({ label, name, bytes, peak, held, left, leftLater }) => [
		`${label}, ${name}`,
		megabytes(peak),
		(peak / bytes).toFixed(2),
		...[held, left, leftLater].map(megabytes),
	]);
}

function sizeRows() {
	const named = {
		"powens_users_bg.wasm": sizes.wasm,
		"powens-users": sizes.entry,
		"stripe + zod": sizes.stripeWithZod,
		"stripe + zod/mini": sizes.stripeWithZodMini,
	};
	return Object.entries(named).map(([label, { raw, gzip, brotli }]) => [
		label,
		...[raw, gzip, brotli].map((bytes) => (bytes / 1_000).toFixed(1)),
	]);
}

function describe() {
	return `Made with ${measuredOn(["stripe", "standardwebhooks", "@octokit/webhooks-methods", "ajv", "zod"])}.

Each call verifies one body, which is in memory as a Buffer, as after the last byte of a request. The body of 60 B is a USER_CREATED; the others are USER_SYNCED events with every documented field, made from a seed (\`bodies.mjs\`): in ASCII only, or in French with \`é\` and \`€\`.

- **untouched**, **user**, **payload**: \`Webhooks.verify()\`, which checks the signature and the whole payload; then nothing, \`event.user\` or \`event.payload\` is read
- **floor**: \`node:crypto\`'s HMAC over the same text, \`timingSafeEqual\` and \`JSON.parse(body.toString())\`, no validation
- **floor + ajv**, **floor + zod**: the floor, and then a schema that requires what verify() requires and keeps other keys
- **stripe**: \`Stripe.webhooks.constructEvent\`; **standardwebhooks**: \`Webhook.verify\`; **octokit**: \`verify\` of @octokit/webhooks-methods, which is asynchronous and is waited for, and then \`JSON.parse\`. Each with its own scheme of signature and no validation

### Time

Medians, a call each:

${table(["body", ...names], timeRows())}

The same as ratios to the floor; lower is better:

${table(["body", ...names], ratioRows())}

### Memory

What one verification of 9 MB adds to a process that has the body already, in MB; medians of three processes. **Peak** is the highest that the whole process reaches, above what it used before, give or take 2 MB. **Held** is what the heap and the memory outside of it have more once garbage is collected, with the event kept; **left** is the same without the event, and **left later** after nine more verifications.

${table(["body, contender", "peak", "peak / body", "held", "left", "left later"], memoryRows())}

### Size

In kB. The packages are bundled by esbuild for browsers and minified: all of the default entry of powens-users, with its WebAssembly inside; of stripe and zod \`constructEvent\` and a small schema.

${table(["what", "raw", "gzip", "brotli"], sizeRows())}

### Aims

${table(["aim", "at most", "measured", ""], aimRows({ measured, memory }))}
`;
}
