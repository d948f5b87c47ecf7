// Time that passes: by a clock that nobody sets.

/** Milliseconds of a steady clock. */
export const steadyNow = (): number => performance.now();

const settled = Promise.resolve();

/** Calls something in a microtask. `queueMicrotask` takes ten times as long in Node. */
export function soon(call: () => void): void {
	void settled.then(call);
}

/**
 * Calls something after a time, unless that is called off before. What is done at once never has a timer: it is set one microtask
 * later, behind the reactions to what has settled already.
 *
 * @returns calls it off.
 */
export function afterwards(call: () => void, ms: number): () => void {
	let timer: ReturnType<typeof setTimeout> | undefined;
	let isOff = false;
	soon(() => {
		if (!isOff) timer = setTimeout(call, ms);
	});
	return () => {
		isOff = true;
		if (timer !== undefined) clearTimeout(timer);
	};
}

/** What {@link within} gives where the time was over first. */
export const LATE = Symbol("late");

/** What a promise comes to, or {@link LATE} after so many milliseconds. What it comes to then is the caller's business. */
export function within<T>(promise: PromiseLike<T>, ms: number): Promise<T | typeof LATE> {
	return new Promise((resolve, reject) => {
		let off: (() => void) | undefined;
		promise.then(
			(value) => {
				off?.();
				resolve(value);
			},
			(thrown) => {
				off?.();
				reject(thrown);
			},
		);
		off = afterwards(() => resolve(LATE), ms);
	});
}

export function pause(ms: number): Promise<void> {
	return new Promise((resolve) => {
		setTimeout(resolve, ms);
	});
}
