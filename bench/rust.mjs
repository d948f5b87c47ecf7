// @ts-check
// npm run bench -- rust: what the crate costs a Rust program, beside what it would write without it. Cargo builds and divan measures.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createSandbox } from "powens-users/sandbox";
import { makeBody } from "./bodies.mjs";
import { readDivan } from "./divan.mjs";
import { median } from "./measure.mjs";
import { table, writeSection } from "./report.mjs";

/**
 * @typedef {Map<string, Map<string, number>>} Round by body and contender: the median, in nanoseconds
 * @typedef {{ label: string, ours: string, theirs: string, most: number }} Pair
 */

const root = new URL("../", import.meta.url);
const folder = new URL("target/bench-bodies/", root);
const rounds = 7;
const webhooks = ["60 B", "5 kB ASCII", "5 kB French", "9 MB ASCII", "9 MB French"];
const lists = [300, 100_000];
/** @type {readonly Pair[]} */
const webhookPairs = [
	{ label: "verify / plain", ours: "Verify", theirs: "Plain", most: 0.8 },
	{ label: "event / same model", ours: "Event", theirs: "SameModel", most: 1.6 },
];
/** @type {Pair} */
const listPair = { label: "list() / plain", ours: "List", theirs: "Plain", most: 1.3 };

await writeBodies();
const measured = { webhooks: runs("webhooks", 0.5), list: runs("list", 1.5) };
writeSection("What the crate costs", describe());

/** The benches read them from files, so that there is one maker of bodies. */
async function writeBodies() {
	mkdirSync(folder, { recursive: true });
	const write = (/** @type {string} */ name, /** @type {Uint8Array} */ body) =>
		writeFileSync(new URL(`${name}.json`, folder), body);
	write("60 B", makeBody("60 B", "ascii").body);
	for (const size of /** @type {const} */ (["5 kB", "9 MB"])) {
		write(`${size} ASCII`, makeBody(size, "ascii").body);
		write(`${size} French`, makeBody(size, "french").body);
	}
	for (const users of lists) {
		const sandbox = createSandbox({ users });
		const answer = await sandbox.fetch("/2.0/users", { headers: { Authorization: `Bearer ${sandbox.usersToken}` } });
		write(`${users} users`, new Uint8Array(await answer.arrayBuffer()));
	}
}

/**
 * @param {string} bench
 * @param {number} seconds for each contender, in each round
 * @returns {Round[]}
 */
function runs(bench, seconds) {
	const args = ["bench", "--quiet", "--package", "powens-users-bench", "--bench", bench];
	const divan = ["--sort", "location", "--max-time", String(seconds)];
	return Array.from({ length: rounds }, (_, round) => {
		console.log(`${bench}, round ${round + 1} of ${rounds}…`);
		const { status, stdout } = spawnSync("cargo", [...args, "--", ...divan], {
			cwd: root,
			encoding: "utf8",
			stdio: ["ignore", "pipe", "inherit"],
		});
		if (status !== 0) throw new Error(`\`cargo ${args.join(" ")}\` ended with status ${status}`);
		return readDivan(stdout);
	});
}

/**
 * @param {readonly Round[]} all
 * @param {string} body
 * @param {string} contender
 */
function time(all, body, contender) {
	const nanoseconds = median(all.map((round) => one(round, body, contender)));
	if (nanoseconds < 1e3) return `${nanoseconds.toPrecision(3)} ns`;
	return nanoseconds < 1e6 ? `${(nanoseconds / 1e3).toPrecision(3)} µs` : `${(nanoseconds / 1e6).toPrecision(3)} ms`;
}

/**
 * The median of the ratios of the rounds: what slows the machine for a while slows both sides of a round.
 *
 * @param {readonly Round[]} all
 * @param {string} body
 * @param {Pair} pair
 */
function ratio(all, body, { ours, theirs }) {
	return median(all.map((round) => one(round, body, ours) / one(round, body, theirs)));
}

/**
 * @param {Round} round
 * @param {string} body
 * @param {string} contender
 */
function one(round, body, contender) {
	const found = round.get(body)?.get(contender);
	if (found === undefined) throw new Error(`divan printed nothing of ${contender} with ${body}`);
	return found;
}

function webhookRows() {
	const all = measured.webhooks;
	return webhooks.map((body) => [
		body,
		...["Verify", "Plain", "Event", "SameModel"].map((contender) => time(all, body, contender)),
		...webhookPairs.map((pair) => `**${ratio(all, body, pair).toFixed(2)}**`),
	]);
}

function listRows() {
	const all = measured.list;
	return lists.map((users) => [
		users.toLocaleString("en"),
		...["List", "Plain"].map((contender) => time(all, `${users} users`, contender)),
		`**${ratio(all, `${users} users`, listPair).toFixed(2)}**`,
	]);
}

function aimRows() {
	const row = (/** @type {string} */ aim, /** @type {number} */ most, /** @type {number} */ value) => [
		aim,
		String(most),
		value.toFixed(2),
		value <= most ? "met" : "**missed**",
	];
	const ofWebhooks = webhookPairs.flatMap((pair) =>
		webhooks.map((body) => row(`${body}, ${pair.label}`, pair.most, ratio(measured.webhooks, body, pair))),
	);
	return [...ofWebhooks, row("100,000 users, list() / plain", listPair.most, ratio(measured.list, "100000 users", listPair))];
}

/** @param {string} name */
function version(name) {
	const lock = readFileSync(new URL("Cargo.lock", root), "utf8");
	return `${name} ${lock.match(new RegExp(`name = "${name}"\nversion = "(.*)"`))?.[1]}`;
}

function describe() {
	const rustc = spawnSync("rustc", ["--version"], { encoding: "utf8" }).stdout.split(" ")[1];
	const crates = ["powens-users", "hmac", "sha2", "serde_json", "reqwest", "divan"].map(version);
	return `Made with \`npm run bench -- rust\`, Rust ${rustc} on ${process.platform} ${process.arch}, ${crates.join(", ")}. Each time is the median of ${rounds} runs, each ratio the median of the ratios of the runs; lower is better. Both sides are built with the profile of this repository (\`opt-level = 3\`, \`lto\`, one codegen unit, \`panic = "abort"\`), and let go of what they made.

The bodies are those of [What a webhook costs](#what-a-webhook-costs), in memory, with headers as \`http::HeaderMap\`:

- **verify**: \`Webhooks::verify\`, which checks the signature and the whole payload, and nothing of the event is read
- **plain**: \`hmac\` over the same text, a comparison in constant time, the date within five minutes, and \`serde_json::from_slice\` into structs of the documented fields, which keep no other key
- **event**: \`Webhooks::verify\` and \`event.payload()\`
- **same model**: as plain, into the types of \`powens_users::model\`, which keep every key

serde_json has the feature \`float_roundtrip\` on both sides, since cargo builds it once: the crate asks for it.

${table(["body", "verify", "plain", "event", "same model", ...webhookPairs.map(({ label }) => label)], webhookRows())}

The sandbox's list of users, over loopback from a server in the same process that sends bytes made beforehand:

- **list()**: \`UsersApi::list\` over \`Reqwest\`, which checks the whole body before it hands it out
- **plain**: \`reqwest\`, and \`serde_json::from_slice\` into the same \`UsersList\`, no check at all

${table(["users", "list()", "plain", listPair.label], listRows())}

${table(["aim", "at most", "measured", ""], aimRows())}
`;
}
