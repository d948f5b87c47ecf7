/**
 * The path of a request's target, verbatim: of `/path?query`, and of the whole URL that a proxy may send. Nothing is normalised,
 * since the path that is registered is what is signed.
 */
export function pathOf(target: string): string {
	const start = pathStart(target);
	if (start < 0) return "";
	const query = target.indexOf("?", start);
	const fragment = target.indexOf("#", start);
	const end = query < 0 ? fragment : fragment < 0 ? query : Math.min(query, fragment);
	return end < 0 ? target.slice(start) : target.slice(start, end);
}

/** Where the path of a target begins; below zero where it has none. */
export function pathStart(url: string): number {
	if (url.charCodeAt(0) === 47) return 0;
	const host = /^https?:\/\//i.exec(url)?.[0].length;
	if (host === undefined) return -1;
	const start = url.indexOf("/", host);
	const cut = url.slice(host, start < 0 ? undefined : start);
	return /[?#]/.test(cut) ? -1 : start;
}
