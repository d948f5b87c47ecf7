// The token of the control.
import type { ListenOptions } from "./index.js";

/** Letters that a bearer token may have and a URL's fragment takes as they are; enough of them not to be guessed. */
const TOKEN = /^[\w.~+/-]{16,}=*$/;

/**
 * The token, or null where there is to be no control.
 *
 * @throws {RangeError} for what is none.
 */
export function controlToken(control: ListenOptions["control"] = false): string | null {
	if (control === false) return null;
	const given = control === true ? undefined : control?.token;
	if (control !== true && (typeof control !== "object" || control === null))
		throw new RangeError("control: true, false or an object with a token is expected");
	if (given === undefined) return Buffer.from(crypto.getRandomValues(new Uint8Array(24))).toString("base64url");
	if (typeof given === "string" && TOKEN.test(given)) return given;
	throw new RangeError("control.token: at least 16 letters, digits or -._~+/ are expected");
}
