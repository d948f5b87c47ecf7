// @ts-check

/** That of SOAK_SEED, or one that was not there before. */
export function freshSeed() {
	const { SOAK_SEED } = process.env;
	if (SOAK_SEED === undefined) return Math.floor(Math.random() * 1e9);
	if (/^\d{1,9}$/.test(SOAK_SEED)) return Number(SOAK_SEED);
	throw new RangeError(`SOAK_SEED must be a number of at most 9 digits, and is ${SOAK_SEED}.`);
}
