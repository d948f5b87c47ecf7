// @ts-check
// npm run bench -- receiver: what receiving a webhook costs a server, beside a server that verifies and does nothing else.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { measureGrowth } from "./inbox-growth.mjs";
import { median } from "./measure.mjs";
import { load } from "./receiver-load.mjs";
import { requestsOf } from "./receiver-requests.mjs";
import { startStores } from "./receiver-stores.mjs";
import { measuredOn, table, writeSection } from "./report.mjs";
import { measureBesideSlow } from "./slow-senders.mjs";

/**
 * @typedef {import("./receiver-servers.mjs").Served} Served
 * @typedef {import("./receiver-requests.mjs").Sort} Sort
 * @typedef {{ name: string, served: Served, sort: Sort }} Turn
 * @typedef {Awaited<ReturnType<typeof start>>} Server
 */

const CONNECTIONS = 4;
const WARM_UP = 3;

/** @type {readonly [Turn, ...Turn[]]} */
const genuine = [
	{ name: "receiver", served: "receiver", sort: "genuine" },
	{ name: "stripe", served: "stripe", sort: "stripe" },
	{ name: "empty", served: "empty", sort: "genuine" },
];
/** @type {readonly Turn[]} */
const refused = [
	{ name: "unsigned", served: "receiver", sort: "unsigned" },
	{ name: "malformed", served: "receiver", sort: "malformed" },
	{ name: "unknown path", served: "receiver", sort: "unknown path" },
];

/**
 * @param {Served} served
 * @param {string} [url] of the store
 */
async function start(served, url = "") {
	const child = fork(fileURLToPath(new URL("./receiver-server.mjs", import.meta.url)), [served, url]);
	const [{ port }] = await once(child, "message");
	const cpu = async () => {
		child.send("cpu");
		const [answer] = await once(child, "message");
		return /** @type {number} */ (answer.cpu);
	};
	return { port, cpu, stop: () => child.disconnect() };
}

/**
 * CPU time of the server process, user and system, for each request: one figure a round.
 *
 * @param {Partial<Record<Served, Server>>} servers
 * @param {readonly Turn[]} turns
 * @param {{ size: import("./bodies.mjs").Size, count: number, rounds: number }} how
 */
async function measure(servers, turns, { size, count, rounds }) {
	/** @type {Record<string, number[]>} */
	const times = Object.fromEntries(turns.map(({ name }) => [name, []]));
	for (let round = -WARM_UP; round < rounds; round += 1) {
		for (let turn = 0; turn < turns.length; turn += 1) {
			// Another one begins each round.
			const { name, served, sort } = /** @type {Turn} */ (turns[(turn + round + WARM_UP) % turns.length]);
			const requests = requestsOf(sort, size, count);
			const server = servers[served];
			if (server === undefined) throw new Error(`${served} was not started`);
			const before = await server.cpu();
			await load(server.port, requests, CONNECTIONS);
			if (round >= 0) times[name]?.push(((await server.cpu()) - before) / count);
		}
	}
	return times;
}

/**
 * The median over the rounds of what each round's figures say.
 *
 * @param {Record<string, number[]>} times
 * @param {(of: (name: string) => number) => number} say
 */
function overRounds(times, say) {
	const rounds = Object.values(times)[0]?.length ?? 0;
	return median(Array.from({ length: rounds }, (_, round) => say((name) => times[name]?.[round] ?? Number.NaN)));
}

/**
 * The same by inboxes in stores, in turns with the one in memory.
 *
 * @param {Server} receiver
 * @returns {Promise<{ name: string, cpu: number, ratio: number }[]>}
 */
async function measureStores(receiver) {
	const stores = await startStores();
	/** @type {Partial<Record<Served, Server>>} */
	const servers = { receiver };
	for (const { name, url } of stores) servers[name] = await start(name, url);
	/** @type {Turn[]} */
	const turns = [genuine[0], ...stores.map(({ name }) => /** @type {const} */ ({ name, served: name, sort: "genuine" }))];
	const times = await measure(servers, turns, { size: "1 kB", count: 500, rounds: 15 });
	for (const { name, stop } of stores) {
		servers[name]?.stop();
		await stop();
	}
	const ratioOf = (/** @type {string} */ name) => overRounds(times, (of) => of(name) / of("receiver"));
	return turns.map(({ name }) => ({ name, cpu: median(times[name] ?? []), ratio: ratioOf(name) }));
}

const milli = (/** @type {number} */ value) => `${value.toFixed(1)} ms`;
const INBOXES = new Map([
	["receiver", "`memoryInbox`"],
	["redis", "`redisInbox`, by node-redis"],
	["postgres", "`postgresInbox`, by pg"],
]);
const micro = (/** @type {number} */ value) => `${value.toFixed(1)} µs`;
const verdict = (/** @type {number} */ value, /** @type {number} */ most) => (value <= most ? "met" : "**missed**");

const servers = { receiver: await start("receiver"), stripe: await start("stripe"), empty: await start("empty") };
const small = await measure(servers, [...genuine, ...refused], { size: "1 kB", count: 2_000, rounds: 15 });
const large = await measure(servers, genuine, { size: "100 kB", count: 200, rounds: 15 });
const slow = await measureBesideSlow(servers.receiver.port);
const stores = await measureStores(servers.receiver);
for (const server of Object.values(servers)) server.stop();
const growth = await measureGrowth();

const ratios = {
	small: overRounds(small, (of) => of("receiver") / of("stripe")),
	large: overRounds(large, (of) => of("receiver") / of("stripe")),
};
const shares = refused.map(({ name }) => ({
	name,
	share: overRounds(small, (of) => (of(name) - of("empty")) / (of("receiver") - of("empty"))),
}));
const first = growth[0];
const last = growth.at(-1);
if (first === undefined || last === undefined) throw new Error("no growth was measured");
const slower = last.claimAndCommit / first.claimAndCommit;

writeSection(
	"What a receiver costs",
	`
Made with \`npm run bench -- receiver\`, ${measuredOn(["stripe"])}.

One server process each, over loopback and connections that stay, ${CONNECTIONS} at once; each request is a delivery of its own. The figures are CPU time of the server process, user and system, for each request; the ratios are medians of those of the rounds, in which all take turns.

- **receiver**: \`nodeListener\` with HMAC, the check of the payload and \`memoryInbox\`; its handler reads \`event.user\`
- **stripe**: \`node:http\`, the body by events, \`constructEvent\`, and nothing else
- **empty**: \`node:http\`, 204

${table(
	["body", "receiver", "stripe", "empty", "receiver / stripe"],
	[
		["1 kB", ...genuine.map(({ name }) => micro(median(small[name] ?? []))), `**${ratios.small.toFixed(2)}**`],
		["100 kB", ...genuine.map(({ name }) => micro(median(large[name] ?? []))), `**${ratios.large.toFixed(2)}**`],
	],
)}

What a request of 1 kB that is refused by its head costs beyond an empty handler, as a share of what a genuine one costs beyond it:

${table(
	["refused since", "CPU", "share"],
	shares.map(({ name, share }) => [name, micro(median(small[name] ?? [])), share.toFixed(2)]),
)}

The same request by each inbox, in turns. The CPU time is that of the receiver's process alone, without the store's; a store that is not here was not run:

${table(
	["inbox", "CPU", "/ memory"],
	stores.map(({ name, cpu, ratio }) => [INBOXES.get(name) ?? name, micro(cpu), `**${ratio.toFixed(2)}**`]),
)}

Genuine requests of 1 kB, one behind the other, each by a connection of its own: alone, and while 200 senders trickle a byte every 100 ms:

${table(
	["", "median", "longest"],
	[
		["alone", milli(slow.alone.median), milli(slow.alone.longest)],
		["beside 200 slow senders", milli(slow.beside.median), milli(slow.beside.longest)],
	],
)}

\`memoryInbox\` with so many keys in it, each of 70 characters. **Claim and commit** of a new key, and the **claim** of one that is done, anywhere among them; the **longest** claim and commit while they came, with whatever the machine did then:

${table(
	["keys", "claim and commit", "claim", "longest", "bytes a key"],
	growth.map(({ keys, claimAndCommit, claim, longest, bytes }) => [
		keys.toLocaleString("en"),
		`${claimAndCommit.toFixed(2)} µs`,
		`${claim.toFixed(2)} µs`,
		`${longest.toFixed(1)} ms`,
		// Of few keys it is less than what else comes and goes.
		keys < 100_000 ? "–" : bytes.toFixed(0),
	]),
)}

${table(
	["aim", "at most", "measured", ""],
	[
		["1 kB, receiver / stripe", "1.15", ratios.small.toFixed(2), verdict(ratios.small, 1.15)],
		["100 kB, receiver / stripe", "1.0", ratios.large.toFixed(2), verdict(ratios.large, 1)],
		...shares.map(({ name, share }) => [`refused since ${name}, share`, "0.33", share.toFixed(2), verdict(share, 1 / 3)]),
		[
			"longest delay beside 200 slow senders, s",
			"10",
			(slow.beside.longest / 1_000).toFixed(2),
			verdict(slow.beside.longest, 10_000),
		],
		["claim and commit, 1,000,000 keys / 1,000", "1.5", slower.toFixed(2), verdict(slower, 1.5)],
		["bytes a key, 1,000,000 keys", "250", last.bytes.toFixed(0), verdict(last.bytes, 250)],
	],
)}
`,
);
