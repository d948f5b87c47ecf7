// What every adapter is given: a receiver, and where the platform in front of it has cut the path.
import { isObject } from "../../../core/guarded.js";
import { PowensError } from "../../../index.js";
import type { Receiver } from "../../receiver.js";
import { pathStart } from "../../target.js";

/** Options of an adapter. */
export interface AdapterOptions {
	/**
	 * What is cut from the front of the path on the way to this program: by a proxy, or by the platform. It is put back, since the
	 * path that is registered at Powens is what finds the route, and what is signed. Default: nothing is cut.
	 *
	 * @example
	 * ```ts
	 * // A proxy gives https://example.com/api/powens/user-created on as /powens/user-created; the route is "/api/powens/user-created".
	 * createServer(nodeListener(receiver, { basePath: "/api" }));
	 * ```
	 */
	readonly basePath?: string | undefined;
}

/** What of a receiver an adapter uses. */
export type Receiving = Pick<Receiver, "receive" | "hasRoute" | "paths">;

/** Throws for what is no receiver, such as its options. */
export function checkReceiver(receiver: unknown, name: string): void {
	if (isObject(receiver) && typeof (receiver as Partial<Receiver>).receive === "function") return;
	throw argumentError(`Give ${name} what createReceiver gives: ${name}(createReceiver({ … })).`);
}

/** The option `basePath`; empty where there is none. */
export function basePathOf(options: AdapterOptions): string {
	return givenBasePathOf(options) ?? "";
}

/** The option `basePath`; null where there is none. */
export function givenBasePathOf(options: AdapterOptions): string | null {
	if (!isObject(options)) throw argumentError('The options of an adapter are an object, such as { basePath: "/api" }.');
	const basePath: unknown = Object.hasOwn(options, "basePath") ? options.basePath : undefined;
	if (basePath === undefined) return null;
	if (typeof basePath === "string" && (basePath === "" || /^\/[^\s?#]*[^\s?#/]$/.test(basePath))) return basePath;
	throw argumentError(
		"basePath is the beginning of a path: it starts with /, and has no / at its end, no query and no white space.",
	);
}

/** A target as it was asked for, with what was cut from its front. */
export function withBasePath(basePath: string, target: string): string {
	if (basePath === "") return target;
	const start = pathStart(target);
	return start < 0 ? target : target.slice(0, start) + basePath + target.slice(start);
}

export function argumentError(message: string): PowensError {
	return new PowensError(message, { code: "invalid_argument" });
}
