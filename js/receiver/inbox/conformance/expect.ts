import type { Claim } from "../inbox.js";

/** What a store did wrong. */
export class NotConforming extends Error {
	override readonly name = "NotConforming";
}

/** What a claim is to say: a state, or claimed as a certain attempt. */
export type Expected = Claim["state"] | number;

/** @param when what was done before, as the end of a sentence. */
export function expectClaim(claim: Claim, expected: Expected | readonly Expected[], when: string): void {
	const allowed = [expected].flat() as readonly Expected[];
	if (allowed.includes(claim?.state === "claimed" ? claim.attempt : claim?.state)) return;
	if (claim?.state === "claimed" && allowed.includes("claimed") && Number.isSafeInteger(claim.attempt) && claim.attempt > 0)
		return;
	throw new NotConforming(`${when}, claim must say ${allowed.map(words).join(" or ")}, and said ${shown(claim)}.`);
}

/** @param what the command and when it was given. */
export function expectIs(actual: unknown, expected: unknown, what: string): void {
	if (!Object.is(actual, expected)) throw new NotConforming(`${what} must give ${shown(expected)}, and gave ${shown(actual)}.`);
}

export function expectThat(holds: boolean, otherwise: string): void {
	if (!holds) throw new NotConforming(otherwise);
}

export function expectBytes(actual: unknown, expected: Uint8Array, what: string): void {
	if (!(actual instanceof Uint8Array)) throw new NotConforming(`${what} must be a Uint8Array, and is ${shown(actual)}.`);
	expectIs(actual.length, expected.length, `${what}: its length`);
	const place = expected.findIndex((byte, index) => actual[index] !== byte);
	if (place >= 0) throw new NotConforming(`${what}: byte ${place} must be ${expected[place]}, and is ${actual[place]}.`);
}

function words(expected: Expected): string {
	return typeof expected === "number" ? `"claimed" as attempt ${expected}` : `"${expected}"`;
}

function shown(value: unknown): string {
	const text = value === undefined ? "undefined" : JSON.stringify(value, (name, part) => (name === "context" ? undefined : part));
	return text === undefined ? typeof value : text.slice(0, 300);
}
