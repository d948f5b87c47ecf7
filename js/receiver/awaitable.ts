// What is known at once, or by a promise.

/** What may have to be awaited: what is known at once costs no promise. */
export type Awaitable<T> = T | PromiseLike<T>;

/** Whether something has to be awaited. What a getter throws, `await` would throw too. */
export function isPromise<T>(value: Awaitable<T>): value is PromiseLike<T> {
	return ((typeof value === "object" && value !== null) || typeof value === "function") && "then" in value;
}
