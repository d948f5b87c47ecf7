// @ts-check
// Judges a run by what really happened: the sender's record of 2xx, against the effects and the kept bodies. Pure, so that it can be
// tested by a table, and sabotage put before it. All times are of one steady clock, in milliseconds.

/**
 * What one route was told of one thing that happened.
 *
 * @typedef {object} KillEvent
 * @property {string} route
 * @property {number} id `id_webhook_data`
 * @property {string} bodyHash SHA-256 of the bytes that were sent
 * @property {"handled" | "fails" | "unexpected"} planned what is to become of it: an effect, or kept since its handler always fails, or
 * kept since it is not what the route expects
 */

/** @typedef {{ route: string, id: number, status: number | null, atMs: number }} Attempt An attempt of the sender, when it ended. */

/**
 * What a handler did to the world.
 *
 * @typedef {object} Effect
 * @property {string} route
 * @property {number} id
 * @property {string} instance the process that did it
 * @property {number} attempt as the handler was told
 * @property {number} claimedMs before the claim was asked for
 * @property {number} startedMs when the handler began
 * @property {number} atMs when it was done
 * @property {boolean} isReplay whether the body was kept before, and handled again by `replay`
 */

/** @typedef {{ route: string, id: number, reason: string, attempts: number, bodyHash: string }} KeptBody */

/**
 * A line of a receiver's journal: `claimed` when a claim was won, `replayed` when one of what is kept was, `committed` and `kept` when
 * the inbox took that, `lost` when it refused one of these or a renewal.
 *
 * @typedef {{ what: "claimed" | "replayed" | "committed" | "kept" | "lost", route: string, id: number, instance: string, atMs: number }} Step
 */

/** @typedef {{ kind: "killed" | "paused", instance: string, fromMs: number, untilMs: number }} ReceiverTrouble */
/** @typedef {ReceiverTrouble | { kind: "store", fromMs: number, untilMs: number }} Trouble What was done to whom on purpose. */

/**
 * @typedef {object} Evidence
 * @property {readonly KillEvent[]} events
 * @property {readonly Attempt[]} attempts
 * @property {readonly Effect[]} effects
 * @property {readonly KeptBody[]} kept
 * @property {readonly Step[]} steps
 * @property {readonly Trouble[]} troubles
 */

/**
 * @typedef {object} Law
 * @property {boolean} isOnce Whether an effect commits with the inbox, so that there is exactly one. Else there is at least one, and
 * each repeat has to be explained.
 * @property {number} leaseMs
 * @property {number} maxAttempts
 */

/**
 * All of one event.
 *
 * @typedef {object} Case
 * @property {KillEvent} event
 * @property {number | null} acceptedMs when the sender first got 2xx
 * @property {Effect[]} effects in the order in which they were claimed: one that had lost its lease may have been done last
 * @property {KeptBody[]} kept
 * @property {Step[]} steps
 */

/** @typedef {{ route: string, id: number, rule: string, message: string }} Violation */
/** @typedef {"killed" | "store" | "lease"} Cause */
/** @typedef {{ route: string, id: number, cause: Cause }} Repeat An effect after which the event was handled again, and why. */

/** @type {Record<string, (found: Case, law: Law, troubles: readonly Trouble[]) => Iterable<string>>} */
const RULES = {
	/** The sender goes on until it gets 2xx, and gets it. */
	*unsent({ acceptedMs }) {
		if (acceptedMs === null) yield "it never got 2xx";
	},
	/** What got 2xx has an effect, or is kept. */
	*lost({ acceptedMs, effects, kept }) {
		if (acceptedMs !== null && effects.length === 0 && kept.length === 0)
			yield "it got 2xx, and neither has an effect nor is kept";
	},
	/** It has it before it gets 2xx. What was handled by a replay alone got 2xx since it was kept. */
	*early({ acceptedMs, effects, kept }) {
		const own = effects.filter(({ isReplay }) => !isReplay);
		const firstMs = Math.min(...own.map(({ atMs }) => atMs));
		if (acceptedMs === null || own.length === 0 || kept.length > 0 || firstMs <= acceptedMs) return;
		yield `it got 2xx ${ms(firstMs - acceptedMs)} before its effect`;
	},
	/** An effect that commits with the inbox is there once. */
	*twice({ effects }, { isOnce }) {
		if (isOnce && effects.length > 1) yield `${effects.length} effects, by ${effects.map(nameOf).join(" and ")}`;
	},
	/** Where effects are at least once, a repeat has a cause. */
	*unexplained(found, { isOnce, leaseMs }, troubles) {
		if (isOnce) return;
		for (const [effect, again] of interrupted(found)) {
			if (causeOf(effect, again, { found, leaseMs, troubles }) === null) {
				yield again === null
					? `${nameOf(effect)} did it, it is kept all the same, and nothing explains that`
					: `${nameOf(effect)} did it, ${nameOf(again)} did it again ${ms(again.startedMs - effect.claimedMs)} after its claim, and nothing explains that`;
			}
		}
	},
	/** What was committed, kept, or got 2xx is not handled again; what is kept only on purpose, until that is committed. */
	*again({ acceptedMs, effects, steps }) {
		/** @param {Step["what"]} end */
		const endsBy = (end) => steps.filter(({ what }) => what === end).map(({ atMs }) => atMs);
		const committedMs = Math.min(...endsBy("committed"));
		const doneMs = Math.min(acceptedMs ?? Number.POSITIVE_INFINITY, committedMs, ...endsBy("kept"));
		for (const effect of effects) {
			const lateMs = effect.claimedMs - (effect.isReplay ? committedMs : doneMs);
			if (lateMs > 0) yield `${nameOf(effect)} claimed it ${ms(lateMs)} after it was done`;
		}
	},
	/** What has to be kept is kept instead of handled. */
	*kept({ event: { planned }, acceptedMs, kept, effects }, { isOnce }) {
		if (kept.length > 1) yield `it is kept ${kept.length} times`;
		if (planned === "handled") {
			if (isOnce && kept.length > 0 && effects.length > 0) yield "it is kept, and has an effect";
			return;
		}
		if (effects.length > 0) yield `its handler never succeeds, and it has an effect, by ${effects.map(nameOf).join(" and ")}`;
		if (acceptedMs !== null && kept.length === 0) yield "it got 2xx, and is not kept";
	},
	/** It is kept as it came. */
	*body({ event: { bodyHash }, kept }) {
		if (kept.some((body) => body.bodyHash !== bodyHash)) yield "what is kept of it is not what was sent";
	},
	/** Nobody gives up before time. A claim whose winner died before it wrote that down may be missing. */
	*reason({ event: { planned }, kept, steps }, { maxAttempts }) {
		const claims = steps.filter(({ what }) => what === "claimed").length;
		for (const { reason, attempts } of kept) {
			const expected = planned === "unexpected" ? "payload_invalid" : "attempts";
			if (reason !== expected) yield `it is kept for the reason ${reason} instead of ${expected}`;
			if (reason !== "attempts") continue;
			if (attempts < maxAttempts) yield `it is kept after ${attempts} attempts of ${maxAttempts}`;
			if (claims < maxAttempts / 2) yield `it is kept after ${attempts} attempts, and ${claims} claims are known`;
		}
	},
};

/**
 * What is wrong, and what was done more than once for a known reason.
 *
 * @param {Evidence} evidence
 * @param {Law} law
 * @returns {{ violations: Violation[], repeats: Repeat[] }}
 */
export function judge(evidence, law) {
	const { cases, violations } = casesOf(evidence);
	/** @type {Repeat[]} */
	const repeats = [];
	for (const found of cases) {
		const { route, id } = found.event;
		for (const [rule, broken] of Object.entries(RULES)) {
			for (const message of broken(found, law, evidence.troubles)) violations.push({ route, id, rule, message });
		}
		if (law.isOnce) continue;
		for (const [effect, again] of interrupted(found)) {
			const cause = causeOf(effect, again, { found, leaseMs: law.leaseMs, troubles: evidence.troubles });
			if (cause !== null) repeats.push({ route, id, cause });
		}
	}
	return { violations, repeats };
}

/** Sorts the evidence by events; what is of no event that was sent is a violation. @param {Evidence} evidence */
function casesOf({ events, attempts, effects, kept, steps }) {
	/** @type {Violation[]} */
	const violations = [];
	/** @type {Map<string, Case>} */
	const cases = new Map();
	for (const event of events) cases.set(keyOf(event), { event, acceptedMs: null, effects: [], kept: [], steps: [] });
	/** @param {{ route: string, id: number }} item @param {string} what */
	const caseOf = (item, what) => {
		const found = cases.get(keyOf(item));
		if (found === undefined) {
			violations.push({ route: item.route, id: item.id, rule: "stray", message: `${what} of nothing that was sent` });
		}
		return found;
	};
	for (const attempt of attempts) {
		const found = caseOf(attempt, "an attempt");
		if (found !== undefined && isAccepted(attempt)) found.acceptedMs = Math.min(found.acceptedMs ?? attempt.atMs, attempt.atMs);
	}
	for (const effect of effects) caseOf(effect, "an effect")?.effects.push(effect);
	for (const body of kept) caseOf(body, "a kept body")?.kept.push(body);
	for (const step of steps) cases.get(keyOf(step))?.steps.push(step);
	for (const found of cases.values()) found.effects.sort((one, other) => one.claimedMs - other.claimedMs);
	return { cases: [...cases.values()], violations };
}

/**
 * Each effect that did not end its event, and the one that followed; null where the body was kept after it.
 *
 * @param {Case} found
 * @returns {[effect: Effect, again: Effect | null][]}
 */
function interrupted({ effects, kept }) {
	const last = kept.length > 0 ? effects.length : effects.length - 1;
	return effects.slice(0, Math.max(0, last)).map((effect, index) => [effect, effects[index + 1] ?? null]);
}

/**
 * Why a handler that had done its work has not ended the event: its process was killed before the commit, or the store, or it lost
 * its lease. Null where nothing explains it.
 *
 * @param {Effect} effect
 * @param {Effect | null} again
 * @param {{ found: Case, leaseMs: number, troubles: readonly Trouble[] }} context
 * @returns {Cause | null}
 */
function causeOf(effect, again, { found, leaseMs, troubles }) {
	const { instance, claimedMs } = effect;
	const untilMs = again?.startedMs ?? Number.POSITIVE_INFINITY;
	const during = troubles.filter((trouble) => trouble.fromMs <= untilMs && trouble.untilMs >= claimedMs);
	const own = during.filter((trouble) => trouble.kind !== "store" && trouble.instance === instance);
	if (own.some(({ kind }) => kind === "killed")) return "killed";
	if (during.some(({ kind }) => kind === "store")) return "store";
	// Nobody else gets it before the lease has ended.
	if (untilMs - claimedMs < leaseMs) return null;
	const hasLost = found.steps.some((step) => step.what === "lost" && step.instance === instance && step.atMs >= claimedMs);
	return hasLost || own.some(({ kind }) => kind === "paused") ? "lease" : null;
}

/** @param {{ route: string, id: number }} item */
export const keyOf = ({ route, id }) => `${route} ${id}`;

/** @param {{ status: number | null }} attempt */
export const isAccepted = ({ status }) => status !== null && status >= 200 && status <= 299;

/** @param {Effect} effect */
const nameOf = ({ instance, attempt }) => `${instance} (attempt ${attempt})`;

/** @param {number} value */
const ms = (value) => `${Math.round(value)} ms`;
