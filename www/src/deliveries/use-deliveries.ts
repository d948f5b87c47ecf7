import { useEffect, useReducer } from "react";
import type { Control } from "./control.js";
import { followDeliveries } from "./follow.js";
import { changed, type DeliveriesState, NOTHING_YET } from "./shown-delivery.js";

/** The deliveries of a sandbox as they happen. */
export function useDeliveries(control: Control): DeliveriesState {
	const [state, dispatch] = useReducer(changed, NOTHING_YET);
	useEffect(() => {
		const controller = new AbortController();
		dispatch({ type: "started" });
		void followDeliveries(control, controller.signal, dispatch);
		return () => controller.abort();
	}, [control]);
	return state;
}
