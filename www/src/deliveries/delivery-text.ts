import type { Delivery, DeliveryOutcome } from "powens-users/sandbox";
import { formatCount } from "../users/format.js";

const TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: "UTC" });

const OUTCOMES: Readonly<Record<DeliveryOutcome, string>> = {
	accepted: "accepted",
	refused: "refused",
	timeout: "no answer in time",
	failed: "not delivered",
	blocked: "host not allowed",
};

/** What the receiver answered, such as `204 accepted`. */
export function answerText({ status, outcome }: Pick<Delivery, "status" | "outcome">): string {
	return status === null ? OUTCOMES[outcome] : `${status} ${OUTCOMES[outcome]}`;
}

/** A moment of the sandbox's clock, such as `21:44:03`, in UTC like the dates of signatures. */
export function formatTime(at: number): string {
	return TIME.format(at);
}

/** Such as `12 ms`. */
export function formatDuration(ms: number): string {
	return ms < 10_000 ? `${formatCount(Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** Such as `4.2 kB`. */
export function formatBytes(bytes: number): string {
	if (bytes < 1000) return `${bytes} B`;
	return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** A count of a thing, such as `1 connection`. */
export function counted(count: number, one: string, many = `${one}s`): string {
	return `${formatCount(count)} ${count === 1 ? one : many}`;
}
