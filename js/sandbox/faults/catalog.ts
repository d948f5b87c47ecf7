// What each fault of an answer leaves open: whether the API may have done its work.
import type { ApiFaultName, DeliveryFaultName, FaultName, Performs } from "./fault.js";

const ANY: readonly Performs[] = ["before", "after", "never"];

/** Where the seed chooses, it chooses among these. What says "not done" has to be true: `never`. */
export const PERFORMS: Readonly<Record<ApiFaultName, readonly Performs[]>> = {
	// The answer comes, so the work is done: before the wait, or at its end, when the caller may have gone.
	latency: ["before", "after"],
	refused: ["never"],
	reset: ANY,
	reset_in_body: ANY,
	truncated_json: ANY,
	html_503: ANY,
	sign_in_page: ANY,
	// The right answer.
	wrong_content_type: ["before"],
	too_many_requests: ["never"],
	wrong_types: ANY,
	other_user: ANY,
	huge_body: ANY,
	endless_body: ANY,
	redirect: ["never"],
	redirect_see_other: ANY,
	error_500: ANY,
};

const DELIVERY_FAULTS: Readonly<Record<DeliveryFaultName, true>> = {
	clock_skew: true,
	forged: true,
	repeated: true,
	reordered: true,
	slow: true,
};

export const API_FAULTS = Object.keys(PERFORMS) as readonly ApiFaultName[];

export function isApiFault(name: FaultName): name is ApiFaultName {
	return Object.hasOwn(PERFORMS, name);
}

export function isDeliveryFault(name: FaultName): name is DeliveryFaultName {
	return Object.hasOwn(DELIVERY_FAULTS, name);
}

/** Every fault there is. */
export const FAULTS: readonly FaultName[] = [...API_FAULTS, ...(Object.keys(DELIVERY_FAULTS) as DeliveryFaultName[])];
