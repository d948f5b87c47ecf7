import type { Inbox } from "../inbox.js";
import { NotConforming } from "./expect.js";

/** How long a command may take, in milliseconds. */
const COMMAND_MS = 15_000;

const commands = ["claim", "renew", "commit", "release", "keep", "list", "read", "drop"] as const;

/** An inbox each of whose commands fails where it does not settle. */
export function watched(inbox: Inbox): Inbox {
	const bound = commands.map((name) => {
		const command = inbox[name] as (...args: unknown[]) => unknown;
		// In a function of its own: what is thrown at once is a rejection too.
		return [name, (...args: unknown[]) => settled(name, (async () => command.apply(inbox, args))())] as const;
	});
	const { retentionMs, maxClaims } = inbox;
	return { ...(Object.fromEntries(bound) as unknown as Inbox), retentionMs, maxClaims, stats: () => inbox.stats?.() ?? {} };
}

function settled(name: string, promise: Promise<unknown>): Promise<unknown> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new NotConforming(`${name} did not settle within ${COMMAND_MS / 1000} s.`)), COMMAND_MS);
	});
	return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
