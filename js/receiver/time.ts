// Time that passes: by a clock that nobody sets.

/** Milliseconds of a steady clock. */
export const steadyNow = (): number => performance.now();

/** What {@link within} gives where the time was over first. */
export const LATE = Symbol("late");

/** What a promise comes to, or {@link LATE} after so many milliseconds. What it comes to then is the caller's business. */
export function within<T>(promise: PromiseLike<T>, ms: number): Promise<T | typeof LATE> {
	return new Promise((resolve, reject) => {
		const timer = setTimeout(resolve, ms, LATE);
		promise.then(
			(value) => {
				clearTimeout(timer);
				resolve(value);
			},
			(thrown) => {
				clearTimeout(timer);
				reject(thrown);
			},
		);
	});
}

export function pause(ms: number): Promise<void> {
	return new Promise((resolve) => {
		setTimeout(resolve, ms);
	});
}

/** Whether something has to be awaited. What a getter throws, `await` would throw too. */
export function isPromise(value: unknown): value is PromiseLike<unknown> {
	return ((typeof value === "object" && value !== null) || typeof value === "function") && "then" in value;
}
