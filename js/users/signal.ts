// Signals of callers, of any kind that behaves like an AbortSignal. However many calls share one, it gets one listener.
import { unawaited } from "../core/guarded.js";
import type { AbortSignalLike } from "./options.js";

interface Shared {
	readonly calls: Set<() => void>;
	readonly listener: () => void;
}

const shared = /* @__PURE__ */ new WeakMap<object, Shared>();

/**
 * Has a function called when the signal aborts. Gives what ends that.
 *
 * @throws whatever the signal throws, or a TypeError for what is none.
 */
export function onAbort(signal: AbortSignalLike, call: () => void): () => void {
	let entry = shared.get(signal);
	if (entry === undefined) {
		const calls = new Set<() => void>();
		const listener = (): void => {
			for (const call of calls) call();
		};
		entry = { calls, listener };
		unawaited(signal.addEventListener("abort", entry.listener));
		shared.set(signal, entry);
	}
	const { calls, listener } = entry;
	calls.add(call);
	return () => {
		calls.delete(call);
		if (calls.size > 0 || shared.get(signal)?.calls !== calls) return;
		shared.delete(signal);
		try {
			unawaited(signal.removeEventListener("abort", listener));
		} catch {
			// It may keep the listener, which does nothing any more.
		}
	};
}

/** Whether a value is like an AbortSignal. */
export function isSignal(value: unknown): value is AbortSignalLike {
	try {
		return typeof (value as AbortSignalLike | undefined)?.aborted === "boolean";
	} catch {
		return false;
	}
}

/** Why a signal is aborted, in a box; undefined where it is not, or does not say. */
export function abortedBy(signal: AbortSignalLike): { readonly reason: unknown } | undefined {
	try {
		if (signal.aborted !== true) return undefined;
	} catch {
		return undefined;
	}
	try {
		return { reason: signal.reason };
	} catch {
		return { reason: undefined };
	}
}
