// @ts-check
// npm run bench -- start-up: what a fresh Node process waits for until its first webhook is verified, beside stripe.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { contenders, path, secretKey } from "./contenders.mjs";
import { median } from "./measure.mjs";
import { measuredOn, table, writeSection } from "./report.mjs";

/** @typedef {import("./first-webhook.mjs").Waits} Waits */

const ROUNDS = 101;
const MOST = 0.5;
const names = /** @type {const} */ (["import", "require", "stripe"]);
const signers = { import: contenders.user, require: contenders.user, stripe: contenders.stripe };
const text = '{"id":42,"signin":null,"id_webhook_data":7}';

console.log(`${ROUNDS} processes each…`);
/** @type {Record<typeof names[number], Waits[]>} */
const measured = { import: [], require: [], stripe: [] };
for (let round = -1; round < ROUNDS; round += 1) {
	for (const name of names) {
		const waits = await inChild(name);
		// The first ones read from the disk.
		if (round >= 0) measured[name].push(waits);
	}
}
writeSection("What a start costs", describe());

/** @param {typeof names[number]} name */
async function inChild(name) {
	const script = fileURLToPath(new URL("./first-webhook.mjs", import.meta.url));
	const headers = await signers[name].sign(Buffer.from(text));
	const args = [script, name, JSON.stringify({ secretKey, path, headers, text })];
	const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8" });
	if (status !== 0) throw new Error(`first-webhook.mjs ended with ${status}: ${stderr}`);
	return /** @type {Waits} */ (JSON.parse(stdout));
}

/** @param {typeof names[number]} name */
function mediansOf(name) {
	const of = (/** @type {(waits: Waits) => number} */ wait) => median(measured[name].map(wait));
	return { load: of(({ load }) => load), verify: of(({ verify }) => verify), all: of(({ load, verify }) => load + verify) };
}

function describe() {
	const theirs = mediansOf("stripe").all;
	const rows = names.map((name) => {
		const { load, verify, all } = mediansOf(name);
		const label = name === "stripe" ? "stripe" : `powens-users, by ${name}`;
		return [label, ...[load, verify, all].map((wait) => `${wait.toFixed(1)} ms`), (all / theirs).toFixed(2)];
	});
	const value = mediansOf("import").all / theirs;
	const aim = ["import and first verification / stripe", String(MOST), value.toFixed(2), value <= MOST ? "met" : "**missed**"];
	return `Made with ${measuredOn(["stripe"])}.

What a fresh process waits for, on top of Node's own start: until the package is loaded, then until its first webhook of ${text.length} bytes is verified (\`new Webhooks()\` included). stripe is imported, and verifies by \`constructEvent\`. Medians of ${ROUNDS} processes each, started in turns.

${table(["package", "load", "first webhook", "both", "/ stripe"], rows)}

${table(["aim", "at most", "measured", ""], [aim])}
`;
}
