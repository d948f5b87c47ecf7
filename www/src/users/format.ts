const COUNT = new Intl.NumberFormat("en");
const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** A count, such as `100,000`. */
export function formatCount(count: number): string {
	return COUNT.format(count);
}

/** A count of users, such as `1 user`. */
export function formatUsers(count: number): string {
	return count === 1 ? "1 user" : `${formatCount(count)} users`;
}

/** A moment of today, such as `21:44:03`: when this page did something, never a time of Powens. */
export function formatClock(time: Date): string {
	return CLOCK.format(time);
}
