import type { Delivery } from "powens-users/sandbox";
import type { Verification } from "./verification.js";

/** A delivery, and what `powens-users` says of it. */
export interface ShownDelivery {
	readonly delivery: Delivery;
	readonly verification: Verification;
}

/** Deliveries in view; older ones go. */
export const MOST_SHOWN = 200;

/** How the page hears of deliveries. */
export type Link =
	| { readonly status: "connecting" | "live" }
	/** The stream broke off; it is opened again by itself. */
	| { readonly status: "lost"; readonly error: unknown }
	/** The control does not take the token, or there is none. */
	| { readonly status: "refused"; readonly error: unknown };

/** Everything that the panel shows. */
export interface DeliveriesState {
	readonly link: Link;
	/** The newest first. */
	readonly shown: readonly ShownDelivery[];
}

export const NOTHING_YET: DeliveriesState = { link: { status: "connecting" }, shown: [] };

export type DeliveriesChange =
	| { readonly type: "started" }
	| { readonly type: "linked"; readonly link: Link }
	/** Ascending by id. */
	| { readonly type: "delivered"; readonly deliveries: readonly Delivery[] }
	| { readonly type: "verified"; readonly deliveryId: number; readonly verification: Verification }
	/** The sandbox went back to an earlier state, and its log began anew. */
	| { readonly type: "reset" };

/** The state after a change. */
export function changed(state: DeliveriesState, by: DeliveriesChange): DeliveriesState {
	switch (by.type) {
		case "started":
			return NOTHING_YET;
		case "linked":
			return { ...state, link: by.link };
		case "delivered": {
			const added = by.deliveries.map((delivery): ShownDelivery => ({ delivery, verification: { status: "pending" } }));
			return { ...state, shown: [...added.reverse(), ...state.shown].slice(0, MOST_SHOWN) };
		}
		case "verified": {
			const { deliveryId, verification } = by;
			return { ...state, shown: state.shown.map((one) => (one.delivery.id === deliveryId ? { ...one, verification } : one)) };
		}
		case "reset":
			return { ...state, shown: [] };
	}
}
