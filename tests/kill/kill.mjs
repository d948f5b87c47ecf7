// @ts-check
// A run: events are sent to three receivers on one inbox, who are killed, and so is their store, until the sender has 2xx for all.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openBalancer } from "./balancer.mjs";
import { openHost, readKept } from "./hosts/host.mjs";
import { isStep, readJournals } from "./journal.mjs";
import { judge } from "./judge.mjs";
import { blowsOf, MAX_ATTEMPTS, TIMES } from "./plan.mjs";
import { Receivers } from "./receivers.mjs";
import { needsFailures } from "./sabotage.mjs";
import { startSender } from "./sender.mjs";
import { steady } from "./steady.mjs";

/** @typedef {import("./plan.mjs").Blow} Blow */
/** @typedef {Awaited<ReturnType<typeof openHost>>} Host */
/** @typedef {ReturnType<typeof startSender>} Sender */

/**
 * @typedef {object} KillOptions
 * @property {import("./stores/open.mjs").StoreKind} store
 * @property {number} seed
 * @property {number} count of events
 * @property {import("./sabotage.mjs").Sabotage} [sabotage] of the inbox
 */

/**
 * @typedef {object} Killed
 * @property {import("./judge.mjs").Evidence} evidence
 * @property {import("./judge.mjs").Violation[]} violations
 * @property {import("./judge.mjs").Repeat[]} repeats
 * @property {readonly string[]} faults what went wrong with the run itself, or with a receiver that nobody killed
 * @property {readonly Blow[]} blows
 * @property {readonly string[]} answers what each attempt came to
 * @property {readonly { kind: string, code: string | null }[]} outcomes as the receivers told them
 * @property {number} elapsedMs
 */

const LONGEST_MS = 60_000;
const LONGEST_PER_EVENT_MS = 40;

/** @param {KillOptions} options @returns {Promise<Killed>} */
export async function kill({ store, seed, count, sabotage }) {
	const started = steady();
	const plan = { seed, count, isHealthy: sabotage !== undefined && !needsFailures(sabotage) };
	const host = await openHost(store);
	const folder = mkdtempSync(join(tmpdir(), "powens-users-kill-"));
	const receivers = new Receivers({ folder, plan, store: host.settings, sabotage: sabotage ?? null });
	const balancer = await openBalancer(seed, receivers.portOf);
	/** @type {Sender | undefined} */
	let sender;
	try {
		await receivers.startAll();
		sender = startSender(plan, balancer.origin);
		const blows = blowsOf(plan);
		const ended = await run({ sender, receivers, host, blows, timeoutMs: LONGEST_MS + count * LONGEST_PER_EVENT_MS });
		await receivers.stopAll();
		const lines = readJournals(folder);
		const evidence = await evidenceOf({ sender, receivers, host, lines });
		const law = { isOnce: host.effects !== null, leaseMs: TIMES.leaseMs, maxAttempts: MAX_ATTEMPTS };
		return {
			evidence,
			...judge(evidence, law),
			faults: [...ended, ...receivers.faults],
			blows,
			answers: sender.outcomes(),
			outcomes: lines.filter((line) => line.what === "outcome"),
			elapsedMs: steady() - started,
		};
	} finally {
		sender?.close();
		balancer.close();
		await receivers.end();
		await host.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

/**
 * @param {{ sender: Sender, receivers: Receivers, host: Host, blows: readonly Blow[], timeoutMs: number }} options
 * @returns {Promise<string[]>} what went wrong
 */
async function run({ sender, receivers, host, blows, timeoutMs }) {
	const over = new AbortController();
	const striking = strikeAll(sender, receivers, host, blows, over.signal);
	const isFinished = await sender.finished(timeoutMs);
	over.abort();
	const left = await striking;
	return [
		...(isFinished ? [] : [`Events still wait after ${timeoutMs} ms.`]),
		...(left === 0 || !isFinished ? [] : [`${left} blows were left when everything was sent.`]),
	];
}

/**
 * Strikes each blow when so many events were accepted, and ends when all is up again.
 *
 * @param {Sender} sender
 * @param {Receivers} receivers
 * @param {Host} host
 * @param {readonly Blow[]} blows
 * @param {AbortSignal} over
 * @returns {Promise<number>} how many were left
 */
async function strikeAll(sender, receivers, host, blows, over) {
	/** What has to be up again before it is struck once more, by slot; the store too. @type {Map<number | "store", Promise<unknown>>} */
	const under = new Map();
	/** @param {number | "store"} whom @param {() => Promise<unknown>} what */
	const strike = (whom, what) => under.set(whom, (under.get(whom) ?? Promise.resolve()).then(what));
	let struck = 0;
	for (const { after, what, slot, delayMs, downMs } of blows) {
		while (sender.accepted() < after && !over.aborted) await sleep(5);
		if (over.aborted) break;
		await sleep(delayMs);
		if (what === "pause") strike(slot, () => receivers.pause(slot, downMs));
		if (what === "kill") strike(slot, () => receivers.kill(slot, downMs));
		if (what === "store" || what === "all") strike("store", () => strikeStore(receivers, host, downMs));
		if (what === "all") for (const one of receivers.slots) strike(one, () => receivers.kill(one, downMs));
		struck += 1;
	}
	await Promise.all(under.values());
	return blows.length - struck;
}

/** @param {Receivers} receivers @param {Host} host @param {number} downMs */
async function strikeStore(receivers, host, downMs) {
	const fromMs = steady();
	await host.strike(downMs);
	receivers.troubles.push({ kind: "store", fromMs, untilMs: steady() });
}

/**
 * @param {{ sender: Sender, receivers: Receivers, host: Host, lines: readonly import("./journal.mjs").Line[] }} options
 * @returns {Promise<import("./judge.mjs").Evidence>}
 */
async function evidenceOf({ sender, receivers, host, lines }) {
	return {
		...sender.evidence(),
		effects: host.effects === null ? lines.filter((line) => line.what === "effect") : await host.effects(),
		kept: await readKept(host.settings),
		steps: lines.filter(isStep),
		troubles: receivers.troubles,
	};
}
