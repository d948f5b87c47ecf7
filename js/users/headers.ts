// Sets of headers as callers give them: a `Headers`, or a plain object of texts.

import { method, unawaited } from "../core/guarded.js";
import type { Writer } from "../core/record.js";

export type HeaderPairs = readonly (readonly [name: string, value: string])[];

/** The names and values of a set of headers; undefined for what is none. */
export function headerPairs(source: unknown): HeaderPairs | undefined {
	if (source === undefined || source === null) return [];
	if (typeof source !== "object" && typeof source !== "function") return undefined;
	try {
		const pairs: [string, string][] = [];
		let isText = true;
		const add = (name: unknown, value: unknown): void => {
			isText &&= typeof name === "string" && typeof value === "string";
			pairs.push([name as string, value as string]);
		};
		const forEach = method(source, "forEach");
		if (forEach !== undefined) unawaited(forEach((value: unknown, name: unknown) => add(name, value)));
		else for (const name of Object.keys(source)) add(name, (source as Record<string, unknown>)[name]);
		return isText ? pairs : undefined;
	} catch {
		return undefined;
	}
}

/** Tells the core a set of headers, or that it is none. */
export function writeHeaders(writer: Writer, pairs: HeaderPairs | undefined): void {
	writer.number(pairs?.length ?? Number.NaN);
	for (const [name, value] of pairs ?? []) writer.text(name).text(value);
}
