/** What V8 and those who follow it have. */
interface Limited {
	stackTraceLimit?: unknown;
}

/**
 * Does something synchronous whose errors need no stack: they say by a code why a stranger is refused, and the stack takes longer
 * than all else of a refusal.
 */
export function withoutStack<T>(work: () => T): T {
	const errors = Error as Limited;
	const before = errors.stackTraceLimit;
	if (typeof before !== "number" || !setLimit(errors, 0)) return work();
	try {
		return work();
	} finally {
		setLimit(errors, before);
	}
}

/** False where a hardened runtime has frozen it. */
function setLimit(errors: Limited, limit: number): boolean {
	try {
		errors.stackTraceLimit = limit;
		return true;
	} catch {
		return false;
	}
}
