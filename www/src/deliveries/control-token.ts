import { parseToken } from "../connection/connection-fields.js";

const FRAGMENT = /^#control=(.*)$/;

/**
 * Takes the control token out of the address that `npm start` prints, and the fragment out of the address bar: what stands there is
 * seen by whoever looks over a shoulder, and ends up in bookmarks. Null where there is none, or what is there cannot be one.
 */
export function takeControlToken(): string | null {
	const text = FRAGMENT.exec(location.hash)?.[1];
	if (text === undefined) return null;
	history.replaceState(history.state, "", location.pathname + location.search);
	return parseToken(text).value;
}
