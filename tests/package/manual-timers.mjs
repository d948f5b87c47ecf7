// @ts-check
// Timers that fire when a test says so.

/** @typedef {{ task: () => void, ms: number, state: "set" | "fired" | "cleared" }} Timer */

/**
 * Replaces properties for the time of some work.
 *
 * @template T
 * @param {[any, string, unknown][]} replacements
 * @param {() => Promise<T> | T} work
 * @returns {Promise<T>}
 */
export async function replacing(replacements, work) {
	const before = replacements.map(([target, name]) => ({ target, name, was: Object.getOwnPropertyDescriptor(target, name) }));
	for (const [target, name, value] of replacements) {
		Object.defineProperty(target, name, { value, configurable: true, writable: true });
	}
	try {
		return await work();
	} finally {
		for (const { target, name, was } of before.reverse()) {
			if (was === undefined) delete target[name];
			else Object.defineProperty(target, name, was);
		}
	}
}

export class ManualTimers {
	/** @type {Timer[]} */
	all = [];

	/** How long each was to take, in the order in which they were set. */
	get delays() {
		return this.all.map(({ ms }) => ms);
	}

	/** Those that nobody has cleared, and that never fired. */
	get left() {
		return this.all.filter(({ state }) => state === "set");
	}

	/** Fires what takes as long as this. @param {number} ms */
	fire(ms) {
		for (const timer of this.left) {
			if (timer.ms !== ms) continue;
			timer.state = "fired";
			timer.task();
		}
	}

	/**
	 * Puts these timers in the place of the real ones, for the time of some work.
	 *
	 * @template T
	 * @param {() => Promise<T> | T} work
	 * @param {{ firing?: (ms: number) => boolean }} [options] `firing`: those that fire by themselves, soon
	 */
	during(work, { firing = () => false } = {}) {
		const { setTimeout } = globalThis;
		const set = (/** @type {() => void} */ task, ms = 0) => {
			this.all.push({ task, ms, state: "set" });
			if (firing(ms)) setTimeout(() => this.fire(ms), 0);
			return this.all.length;
		};
		const clear = (/** @type {number} */ id) => {
			const timer = this.all[id - 1];
			if (timer?.state === "set") timer.state = "cleared";
		};
		const other = (/** @type {string} */ name) => () => {
			throw new Error(`${name} is not to be used`);
		};
		return replacing(
			[
				[globalThis, "setTimeout", set],
				[globalThis, "clearTimeout", clear],
				[globalThis, "setInterval", other("setInterval")],
			],
			work,
		);
	}
}

/** Lets everything go on that needs no timer. */
export const settle = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
