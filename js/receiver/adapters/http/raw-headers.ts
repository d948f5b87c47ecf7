/**
 * The headers of a request as they came: `request.headers` of Node keeps the first of two `Authorization` and says nothing of the
 * second. Here the values of one name are joined, as those of a `Headers` are, and no signature or token is spelt that way.
 */
export class RawHeaders {
	/** Names and values in turns. */
	readonly #raw: readonly string[];

	constructor(raw: readonly string[]) {
		this.#raw = raw;
	}

	get(name: string): string | null {
		const wanted = name.toLowerCase();
		const raw = this.#raw;
		let found: string | null = null;
		for (let at = 0; at + 1 < raw.length; at += 2) {
			const key = raw[at] as string;
			// By the length first: most names need not be looked at.
			if (key.length !== wanted.length || key.toLowerCase() !== wanted) continue;
			const value = raw[at + 1] as string;
			found = found === null ? value : `${found}, ${value}`;
		}
		return found;
	}
}
