import type { Kept, KeptBody, KeptEntry } from "../inbox.js";
import { expectBytes, expectIs, expectThat } from "./expect.js";

const copied = ["route", "event", "source", "reason", "code", "signedAtMs"] as const;

/** An entry of the list, as it was kept. */
export function expectEntry(entry: KeptEntry | undefined, key: string, kept: KeptBody, attempts: number): void {
	expectThat(entry !== undefined, "What was kept must be listed and read, and is not.");
	if (entry === undefined) return;
	expectIs(entry.key, key, "key of what is kept");
	for (const name of copied) expectIs(entry[name], kept[name], `${name} of what is kept`);
	expectIs(entry.attempts, attempts, "attempts of what is kept");
	expectIs(entry.bytes, kept.body.length, "bytes of what is kept");
	expectThat(Number.isFinite(entry.keptAtMs), `keptAtMs must be epoch milliseconds, and is ${entry.keptAtMs}.`);
}

/** What was kept, bytes and all. */
export function expectKept(found: Kept | undefined, key: string, kept: KeptBody, attempts: number): void {
	expectEntry(found, key, kept, attempts);
	expectBytes(found?.body, kept.body, "body of what is kept");
}
