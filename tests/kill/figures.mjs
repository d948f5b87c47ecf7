// @ts-check
// What is told of a run.

/** How many violations are printed. */
const SHOWN = 20;

/** @param {readonly string[]} names */
export function tally(names) {
	/** @type {Map<string, number>} */
	const counts = new Map();
	for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
	return counts;
}

/** @param {readonly string[]} names */
const listed = (names) =>
	[...tally(names)]
		.sort(([, one], [, other]) => other - one)
		.map(([name, count]) => `${name} ${count}`)
		.join(", ") || "none";

/** @param {import("./kill.mjs").Killed} killed @returns {string[]} */
export function figures({
	evidence: { events, attempts, effects, kept, steps, troubles },
	repeats,
	blows,
	answers,
	outcomes,
	elapsedMs,
}) {
	return [
		`events: ${events.length} in ${(elapsedMs / 1_000).toFixed(1)} s, attempts: ${attempts.length} (${listed(answers)})`,
		`struck: ${listed(blows.map(({ what }) => what))}; ${listed(troubles.map(({ kind }) => kind))}`,
		`outcomes: ${listed(outcomes.map(({ kind, code }) => (code === null ? kind : `${kind} (${code})`)))}`,
		`effects: ${effects.length}, kept: ${kept.length} (${listed(kept.map(({ reason }) => reason))})`,
		`claims: ${listed(steps.map(({ what }) => what))}`,
		`handled again after an effect: ${repeats.length} (${listed(repeats.map(({ cause }) => cause))})`,
	];
}

/** @param {import("./kill.mjs").Killed} killed @returns {string[]} */
export function wrongLines({ violations, faults }) {
	const lines = violations.slice(0, SHOWN).map(({ route, id, rule, message }) => `${route} ${id}, ${rule}: ${message}`);
	if (violations.length > 0) lines.unshift(`violations: ${violations.length} (${listed(violations.map(({ rule }) => rule))})`);
	if (violations.length > SHOWN) lines.push("…");
	return [...faults, ...lines];
}
