// What counts as this machine: for the origins that are allowed by default, and for the Host headers that the server accepts.

/**
 * Whether a host name, in the form in which `URL.hostname` gives it, can only mean this machine: `localhost` and names below it,
 * 127.0.0.0/8, `[::1]`. Names that merely start or end like one (`localhost.example.com`, `127.0.0.1.nip.io`) are not.
 */
export function isLoopbackHostname(hostname: string): boolean {
	return (
		hostname === "localhost" || hostname.endsWith(".localhost") || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname)
	);
}

/** Whether an `Origin` header names an http or https origin on this machine, any port. */
export function isLoopbackOrigin(origin: string): boolean {
	const url = parseOrigin(origin);
	return url !== null && isLoopbackHostname(url.hostname);
}

/** Whether a `Host` header names this machine, any port. */
export function isLoopbackHost(host: string): boolean {
	if (!/^[a-z0-9.:[\]-]+$/i.test(host)) return false;
	const url = parse(`http://${host}`);
	return url !== null && isLoopbackHostname(url.hostname);
}

/** The URL of a text that is exactly an http or https origin, as a browser writes it, or null. */
export function parseOrigin(text: string): URL | null {
	const url = parse(text);
	return url !== null && /^https?:$/.test(url.protocol) && url.origin === text ? url : null;
}

function parse(text: string): URL | null {
	try {
		return new URL(text);
	} catch {
		return null;
	}
}
