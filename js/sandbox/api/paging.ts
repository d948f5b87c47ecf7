// `limit` and `offset` of a list. Documented for other collections of the API, not for users.
import { invalidValue } from "./errors.js";

/** The largest `limit`, in users. Source: the Powens documentation of other collections. */
export const MAX_LIMIT = 1000;

/** The part of a list that was asked for. */
export interface Page {
	readonly offset: number;
	/** How many users at most, or null for all that follow. */
	readonly limit: number | null;
}

/** Links between pages, null where there is none. Source: the Powens documentation; `href` is opaque to clients. */
export interface PageLinks {
	readonly self: { readonly href: string };
	readonly prev: { readonly href: string } | null;
	readonly next: { readonly href: string } | null;
}

/**
 * Reads the page from a query, or null where neither parameter is there.
 *
 * @throws {ApiError} `invalidValue` for anything but one plain integer each: `limit` from 1 to 1000, `offset` from 0.
 */
export function readPage(query: URLSearchParams): Page | null {
	const limit = readInteger(query, "limit", 1, MAX_LIMIT);
	const offset = readInteger(query, "offset", 0, Number.MAX_SAFE_INTEGER - MAX_LIMIT);
	return limit === null && offset === null ? null : { offset: offset ?? 0, limit };
}

/** Links from the page that `url` asked for to its neighbours. */
export function pageLinks(url: URL, page: Page, total: number): PageLinks {
	const size = page.limit ?? MAX_LIMIT;
	const to = (offset: number): { href: string } => {
		const target = new URL(url);
		target.searchParams.set("limit", String(size));
		target.searchParams.set("offset", String(offset));
		return { href: target.href };
	};
	const hasNext = page.limit !== null && page.offset + page.limit < total;
	return {
		self: { href: url.href },
		prev: page.offset > 0 ? to(Math.max(0, Math.min(page.offset, total) - size)) : null,
		next: hasNext ? to(page.offset + size) : null,
	};
}

function readInteger(query: URLSearchParams, name: string, least: number, most: number): number | null {
	const values = query.getAll(name);
	if (values.length === 0) return null;
	const value = values.length === 1 && /^(?:0|[1-9]\d{0,15})$/.test(values[0] ?? "") ? Number(values[0]) : Number.NaN;
	if (!(value >= least && value <= most)) throw invalidValue(`${name} is to be one integer from ${least} to ${most}.`);
	return value;
}
