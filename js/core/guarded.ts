// Reading of values that may be anything: a getter, a Proxy or a function of a caller's may throw.

export function isObject(value: unknown): value is object {
	return typeof value === "object" && value !== null;
}

/** Whether it is an array. A Proxy that was revoked is none. */
export function isArray(value: unknown): value is readonly unknown[] {
	try {
		return Array.isArray(value);
	} catch {
		return false;
	}
}

/** Whether there is something: neither undefined nor null. */
export function isGiven(value: unknown): boolean {
	return value !== undefined && value !== null;
}

/** An own property: a polluted prototype has none. */
export function own<T extends object, Name extends keyof T>(of: T | undefined, name: Name): T[Name] | undefined {
	return of !== undefined && Object.hasOwn(of, name) ? of[name] : undefined;
}

/** A property, or undefined where it cannot be read or there is none. */
export function property(of: unknown, name: string): unknown {
	if (!isObject(of) && typeof of !== "function") return undefined;
	try {
		return (of as Record<string, unknown>)[name];
	} catch {
		return undefined;
	}
}

/** A method, bound to its object; undefined where there is none. */
export function method(of: unknown, name: string): ((...args: unknown[]) => unknown) | undefined {
	const found = property(of, name);
	return typeof found === "function" ? (...args) => Reflect.apply(found, of, args) : undefined;
}

/** Calls a function whose result does not matter: what it throws does not either, at once or later. */
export function ignore(call: (() => unknown) | undefined): void {
	if (call !== undefined) new Promise((resolve) => resolve(call())).catch(() => {});
}

/** A value that nobody waits for: where it is a promise, its rejection does not count as unhandled. */
export function unawaited<T>(value: T): T {
	if (isObject(value)) ignore(() => value);
	return value;
}

/** The finite number that a function of a caller's gives; else that of the default, which a test may have replaced; else 0. */
export function numberFrom(given: (() => number) | undefined, fallback: () => number): number {
	for (const source of [given, fallback]) {
		try {
			const number: unknown = source?.();
			if (typeof number === "number" && Number.isFinite(number)) return number;
			unawaited(number);
		} catch {
			// It must not break a delete half-way.
		}
	}
	return 0;
}

export function isCallable(value: unknown): value is (...args: never[]) => unknown {
	return typeof value === "function";
}
