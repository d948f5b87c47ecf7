// The users that a sandbox starts with: believable, and the same for the same numbers.
import { mulberry32 } from "../seeded.js";
import type { SandboxUser } from "../state/users.js";
import { DAY, dateTime } from "./dates.js";

/** How many users there are where no number is given. */
export const DEFAULT_USERS = 300;

/** The id of the first seeded user, who is there whenever a sandbox has any. */
export const DEMO_USER_ID = 1;

/** The moment up to which users signed in where no clock is given: 2026-07-01 00:00:00 UTC. Fixed, so that a seed gives the same users every day. */
export const DEFAULT_SEED_END = Date.UTC(2026, 6, 1);

const SPAN_DAYS = 7 * 365;

// Cumulative shares. Names: the older documentation of Powens.
const PLATFORMS: readonly (readonly [number, string])[] = [
	[0.86, "web"],
	[0.92, "iPhone"],
	[0.96, "Android"],
	[0.975, "iPad"],
	[0.99, "sharedAccess"],
	[1, "requestAccess"],
];

// Values of a key that no document names. One is not ASCII, as text of users seldom is.
const AGENCIES = ["Lille", "Orléans", "Saint-Étienne", "Bayonne"] as const;

/**
 * Makes `count` users with ascending ids that start at 1 and have gaps, as deleted users leave them. About one in 30 has
 * `agency`, a key that no document names.
 *
 * @param end Epoch milliseconds; users signed in during the seven years before the day of `end`, in UTC.
 * @param nullSignins Whether about one in 40, never the first, has `signin: null`.
 */
export function seedUsers(count: number, seed: number, end: number, nullSignins: boolean): SandboxUser[] {
	const random = mulberry32(seed);
	const start = Math.floor(end / DAY) * DAY - SPAN_DAYS * DAY;
	const users: SandboxUser[] = [];
	let id = DEMO_USER_ID;
	for (let index = 0; index < count; index += 1) {
		const days = ((index + random()) / count) * SPAN_DAYS;
		// Drawn either way, so that the option changes nothing else.
		const isDrawn = index > 0 && random() < 0.025;
		const signin = isDrawn && nullSignins ? null : dateTime(start + daytime(days) * DAY);
		const platform = pick(PLATFORMS, index === 0 ? 0 : random());
		users.push(random() < 0.033 ? { id, signin, platform, agency: agencyOf(random()) } : { id, signin, platform });
		id += random() < 0.18 ? 2 + Math.floor(random() * 4) : 1;
	}
	return users;
}

/** Moves moments of a day, evenly spread, to where people are awake, without changing their order. */
function daytime(days: number): number {
	const day = Math.floor(days);
	const share = days - day;
	if (share < 0.05) return day + (share / 0.05) * (7 / 24);
	if (share < 0.92) return day + 7 / 24 + ((share - 0.05) / 0.87) * (15 / 24);
	return day + 22 / 24 + ((share - 0.92) / 0.08) * (2 / 24);
}

function pick(shares: readonly (readonly [number, string])[], at: number): string {
	return shares.find(([share]) => at < share)?.[1] ?? "web";
}

function agencyOf(at: number): string {
	return AGENCIES[Math.floor(at * AGENCIES.length)] ?? AGENCIES[0];
}
