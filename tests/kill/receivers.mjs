// @ts-check
// Three processes that receive on one inbox, and what is done to them.
import { fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { RECEIVERS } from "./plan.mjs";
import { steady } from "./steady.mjs";

/** @typedef {import("./judge.mjs").Trouble} Trouble */
/** @typedef {import("./worker.mjs").WorkerSettings} WorkerSettings */

/** @typedef {{ instance: string, child: import("node:child_process").ChildProcess, port: number | null, hasEnded: Promise<void> }} Process */

const WORKER = fileURLToPath(new URL("worker.mjs", import.meta.url));
const START_MS = 60_000;
const STOP_MS = 5_000;

export class Receivers {
	/** @type {Trouble[]} */
	troubles = [];
	/** What ended or failed by itself. @type {string[]} */
	faults = [];
	/** @type {(Process | null)[]} */
	#slots = Array.from({ length: RECEIVERS }, () => null);
	slots = [...this.#slots.keys()];
	#generations = this.#slots.map(() => 0);
	#settings;

	/** @param {Omit<WorkerSettings, "instance" | "slot">} settings */
	constructor(settings) {
		this.#settings = settings;
	}

	/** @param {number} slot */
	portOf = (slot) => this.#slots[slot]?.port ?? null;

	async startAll() {
		await Promise.all(this.slots.map((slot) => this.start(slot)));
	}

	/** Starts one, and resolves when it listens. @param {number} slot */
	async start(slot) {
		const generation = (this.#generations[slot] ?? 0) + 1;
		this.#generations[slot] = generation;
		const instance = `r${slot}.${generation}`;
		const env = { ...process.env, KILL_WORKER: JSON.stringify({ ...this.#settings, instance, slot }) };
		const child = fork(WORKER, [], { env, stdio: ["ignore", "inherit", "pipe", "ipc"] });
		/** @type {Process} */
		const started = { instance, child, port: null, hasEnded: once(child, "exit").then(() => {}) };
		this.#slots[slot] = started;
		let printed = "";
		child.stderr?.on("data", (chunk) => {
			printed += chunk;
		});
		child.once("exit", (code, signal) => {
			if (code !== 0 && signal !== "SIGKILL") this.faults.push(`${instance} ended with ${code ?? signal}: ${printed}`);
			if (this.#slots[slot] === started) this.#slots[slot] = null;
		});
		started.port = await this.#listening(started);
	}

	/** Kills one, whatever it is doing, and starts another in its place. @param {number} slot @param {number} downMs */
	async kill(slot, downMs) {
		const killed = this.#slots[slot];
		if (killed) {
			const fromMs = steady();
			killed.child.kill("SIGKILL");
			await killed.hasEnded;
			this.troubles.push({ kind: "killed", instance: killed.instance, fromMs, untilMs: steady() });
		}
		await sleep(downMs);
		await this.start(slot);
	}

	/** Stops one for a while, which it does not notice itself. @param {number} slot @param {number} forMs */
	async pause(slot, forMs) {
		const paused = this.#slots[slot];
		if (!paused) return;
		const fromMs = steady();
		paused.child.kill("SIGSTOP");
		await sleep(forMs);
		paused.child.kill("SIGCONT");
		this.troubles.push({ kind: "paused", instance: paused.instance, fromMs, untilMs: steady() });
	}

	/** Lets each finish what it is doing, and waits for its end. */
	async stopAll() {
		const running = this.#slots.filter((slot) => slot !== null);
		for (const { child } of running) child.send("stop");
		await Promise.all(running.map((process) => this.#stopped(process)));
	}

	/** None is left, whatever happened. */
	async end() {
		const running = this.#slots.filter((slot) => slot !== null);
		for (const { child } of running) child.kill("SIGKILL");
		await Promise.all(running.map(({ hasEnded }) => hasEnded));
	}

	/** Its port; null where it ends before it listens. @param {Process} process @returns {Promise<number | null>} */
	async #listening({ instance, child, hasEnded }) {
		const over = new AbortController();
		hasEnded.then(() => over.abort());
		const timer = setTimeout(() => {
			this.faults.push(`${instance} was started, and does not listen after ${START_MS} ms`);
			over.abort();
		}, START_MS);
		try {
			const [{ port }] = await once(child, "message", { signal: over.signal });
			return port;
		} catch {
			return null;
		} finally {
			clearTimeout(timer);
		}
	}

	/** @param {Process} process */
	async #stopped({ instance, child, hasEnded }) {
		const late = new AbortController();
		const isLate = sleep(STOP_MS, true, { signal: late.signal }).catch(() => false);
		const isOver = await Promise.race([hasEnded.then(() => false), isLate]);
		late.abort();
		if (!isOver) return;
		this.faults.push(`${instance} was asked to stop, and has not in ${STOP_MS} ms`);
		child.kill("SIGKILL");
	}
}
