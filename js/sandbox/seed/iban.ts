// Account numbers with valid check digits that can be nobody's.
import { hashOf } from "../seeded.js";

/**
 * The bank code of every invented IBAN. The codes that French banks have start with 1 to 4 and a few with 7; no public list
 * has one that starts with 9, so a payment to such an IBAN passes each check of digits and reaches no bank.
 */
export const INVENTED_BANK_CODE = "99999";

/** The 11 digits of an account, the same for the same parts. */
export function accountNumber(seed: number, ...parts: readonly (string | number)[]): string {
	return String(hashOf(seed, ...parts, "number")).padStart(11, "0");
}

/** A French IBAN: its account number, the RIB key of France in it and the check digits of ISO 13616 around it. */
export function ibanOf(number: string, branch: number): string {
	const guichet = String(branch % 100_000).padStart(5, "0");
	const sum = 89n * BigInt(INVENTED_BANK_CODE) + 15n * BigInt(guichet) + 3n * BigInt(number);
	const bban = INVENTED_BANK_CODE + guichet + number + twoDigits(97n - (sum % 97n));
	// "FR" is 15 27 there, followed by 00 for the digits that are looked for.
	return `FR${twoDigits(98n - (BigInt(`${bban}152700`) % 97n))}${bban}`;
}

function twoDigits(value: bigint): string {
	return String(value).padStart(2, "0");
}
