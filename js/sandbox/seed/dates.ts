// Moments as the payloads write them. All are UTC.

export const DAY = 86_400_000;

/** `YYYY-MM-DD HH:MM:SS`, the documented form, which names no zone; here it is UTC. */
export function dateTime(epochMs: number): string {
	return new Date(epochMs).toISOString().slice(0, 19).replace("T", " ");
}

/** `YYYY-MM-DD`. */
export function date(epochMs: number): string {
	return dateTime(epochMs).slice(0, 10);
}

export function startOfDay(epochMs: number): number {
	return Math.floor(epochMs / DAY) * DAY;
}

/** A day of the month that is so many months away from that of a moment. */
export function dayOfMonth(epochMs: number, months: number, day = 1): number {
	const at = new Date(epochMs);
	return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, day);
}
