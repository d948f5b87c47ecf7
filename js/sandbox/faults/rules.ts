// The rules of a plan of faults, checked when it is set.
import { ROUTE_NAMES } from "../api/route-names.js";
import { COVERED_EVENTS } from "../webhooks/event.js";
import { FAULTS, isApiFault, isDeliveryFault, PERFORMS } from "./catalog.js";
import type { FaultPlan, FaultRule } from "./fault.js";

/** The longest that a timer can wait. */
const LONGEST_MS = 2_147_483_647;
/** A body without any byte would confirm a delete. */
const RANGES = {
	ms: [0, LONGEST_MS],
	bytes: [1, Number.MAX_SAFE_INTEGER],
	retryAfterSeconds: [0, 1_000_000],
	row: [1, 1_000_000],
} as const;
const NUMBERS = Object.keys(RANGES) as readonly (keyof typeof RANGES)[];
const KNOWN: readonly string[] = ["fault", "on", "probability", "performs", ...NUMBERS];

/**
 * A plan as it is kept, apart from the caller's object.
 *
 * @throws {RangeError} for a plan that cannot be; the message names what is wrong and what is allowed.
 */
export function checkedPlan(plan: FaultPlan): FaultPlan {
	if (typeof plan !== "object" || plan === null || !Array.isArray(plan.rules))
		throw new RangeError("faults: { seed?, rules: […] } is expected");
	if (plan.seed !== undefined && !Number.isSafeInteger(plan.seed)) throw new RangeError("faults: seed is to be an integer");
	const rules = plan.rules.map((rule: FaultRule, index: number) => checkedRule(rule, `faults: rule ${index + 1}`));
	for (const target of [...ROUTE_NAMES, ...COVERED_EVENTS]) {
		const sum = rules.reduce((total, rule) => total + (appliesTo(rule, target) ? probabilityOf(rule) : 0), 0);
		// What is left of adding up tenths.
		if (sum > 1 + 1e-9)
			throw new RangeError(`faults: the probabilities for ${target} are ${sum} together; 1 at most is expected`);
	}
	return { rules, ...(plan.seed !== undefined && { seed: plan.seed }) };
}

/** Whether a rule applies to a route or an event. */
export function appliesTo(rule: FaultRule, target: string): boolean {
	const isEvent = (COVERED_EVENTS as readonly string[]).includes(target);
	const isOfThisKind = isEvent ? isDeliveryFault(rule.fault) : isApiFault(rule.fault);
	return isOfThisKind && (rule.on === undefined || rule.on === target);
}

export function probabilityOf({ probability = 1 }: FaultRule): number {
	return probability;
}

function checkedRule(given: FaultRule, where: string): FaultRule {
	if (typeof given !== "object" || given === null) throw new RangeError(`${where}: an object with fault is expected`);
	const rule = { ...given };
	const unknown = Object.keys(rule).find((name) => !KNOWN.includes(name));
	if (unknown !== undefined) throw new RangeError(`${where}: there is no ${JSON.stringify(unknown)}; known: ${KNOWN.join(", ")}`);
	const { fault, on, performs, probability = 1 } = rule;
	if (!FAULTS.includes(fault)) throw new RangeError(`${where}: fault is to be one of ${FAULTS.join(", ")}`);
	const targets: readonly string[] = isApiFault(fault) ? ROUTE_NAMES : COVERED_EVENTS;
	if (on !== undefined && !targets.includes(on))
		throw new RangeError(`${where}: ${fault} happens on one of ${targets.join(", ")}; not on ${JSON.stringify(on)}`);
	if (!(typeof probability === "number" && probability >= 0 && probability <= 1))
		throw new RangeError(`${where}: probability is to be a number from 0 to 1`);
	const allowed: readonly string[] = isApiFault(fault) ? PERFORMS[fault] : [];
	if (performs !== undefined && !allowed.includes(performs))
		throw new RangeError(`${where}: performs of ${fault} may be ${allowed.join(", ") || "nothing"}`);
	for (const name of NUMBERS) {
		const value = rule[name];
		const [range, most] = RANGES[name];
		// A clock may be off either way.
		const least = fault === "clock_skew" && name === "ms" ? -most : range;
		if (value === undefined || (Number.isSafeInteger(value) && value >= least && value <= most)) continue;
		throw new RangeError(`${where}: ${name} is to be an integer from ${least} to ${most}`);
	}
	return rule;
}
