/** What a form's text became: a value, or why not. */
export type Parsed<T> = { readonly value: T; readonly problem: null } | { readonly value: null; readonly problem: string };

const ok = <T>(value: T): Parsed<T> => ({ value, problem: null });
const no = (problem: string): Parsed<never> => ({ value: null, problem });

/** The domain in what a person typed: `acme-sandbox`, or the address it was copied from. */
export function parseDomain(text: string): Parsed<string> {
	const trimmed = text.trim();
	if (trimmed === "") return no("Enter the domain, such as acme-sandbox.");
	const domain = trimmed
		.replace(/^https:\/\//, "")
		.replace(/\/.*$/, "")
		.replace(/\.biapi\.pro$/, "");
	if (/^[a-z\d]+(?:-[a-z\d]+)*$/.test(domain)) return ok(domain);
	return no("A domain has lower-case letters, digits and single hyphens: acme-sandbox, as in acme-sandbox.biapi.pro.");
}

/** A token that a person pasted. Opaque, but never with spaces or beyond ASCII: such a paste went wrong. */
export function parseToken(text: string): Parsed<string> {
	const token = text.trim().replace(/^Bearer +/i, "");
	if (token === "") return no("Paste the token.");
	if (/^[\x21-\x7e]+$/.test(token)) return ok(token);
	return no("This is no token: it holds spaces, line breaks or characters beyond ASCII.");
}

/** The endpoint that gives user tokens: none, a path of this origin, or an https address. */
export function parseTokenEndpoint(text: string): Parsed<string | null> {
	const trimmed = text.trim();
	if (trimmed === "") return ok(null);
	if (isOwnPath(trimmed)) return ok(trimmed);
	const url = parseUrl(trimmed);
	if (url === null || url.username !== "" || url.password !== "")
		return no("Enter a path such as /api/powens-token, or an https address.");
	if (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname))) return ok(trimmed);
	return no("A user token must not travel in the clear: use https.");
}

/** The prefix before `/users` of a proxy. `UsersApi` checks it in full; this only catches what was left empty. */
export function parseBaseUrl(text: string): Parsed<string> {
	const trimmed = text.trim();
	return trimmed === "" ? no("Enter the proxy's base URL, such as /powens/2.0.") : ok(trimmed);
}

function parseUrl(text: string): URL | null {
	try {
		return new URL(text);
	} catch {
		return null;
	}
}

function isOwnPath(text: string): boolean {
	return /^\/(?![/\\])/.test(text);
}

function isLoopback(hostname: string): boolean {
	return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d+){3}$/.test(hostname);
}
