// @ts-check

/** That of KILL_SEED, or one that was not there before. */
export function freshSeed() {
	const { KILL_SEED } = process.env;
	if (KILL_SEED === undefined) return Math.floor(Math.random() * 1e9);
	if (/^\d{1,9}$/.test(KILL_SEED)) return Number(KILL_SEED);
	throw new RangeError(`KILL_SEED must be a number of at most 9 digits, and is ${KILL_SEED}.`);
}
