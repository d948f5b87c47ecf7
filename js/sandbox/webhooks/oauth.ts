// Tokens that a receiver's server gives by client credentials.

import type { WebhookMechanism } from "./registration.js";
import { readText, type WireRequest, type WireResponse } from "./wire.js";

type OAuth = Extract<WebhookMechanism, { type: "oauth" }>;

interface Kept {
	readonly token: string;
	readonly endsAt: number;
}

const MOST_BYTES = 65_536;

/** The tokens, kept for as long as their server said. */
export class OAuthTokens {
	readonly #now: () => number;
	readonly #form: "form" | "json";
	readonly #kept = new Map<string, Kept>();

	constructor(now: () => number, form: "form" | "json") {
		this.#now = now;
		this.#form = form;
	}

	/** A token that is good, fetched where none is kept. One without `expires_in` is good for one delivery. Rejects where there is none to be had. */
	async get(mechanism: OAuth, send: (request: WireRequest) => Promise<WireResponse>, signal: AbortSignal): Promise<string> {
		const key = keyOf(mechanism);
		const kept = this.#kept.get(key);
		if (kept !== undefined && this.#now() < kept.endsAt) return kept.token;
		const { status, response } = await send(this.#request(mechanism));
		const answer = await readText(response, MOST_BYTES, signal);
		if (status === null || status < 200 || status > 299 || answer === null) throw new Error("No token was given.");
		const { token, lasts } = readToken(JSON.parse(answer));
		if (lasts > 0) this.#kept.set(key, { token, endsAt: this.#now() + lasts * 1000 });
		return token;
	}

	/** A receiver refused it. */
	forget(mechanism: OAuth): void {
		this.#kept.delete(keyOf(mechanism));
	}

	clear(): void {
		this.#kept.clear();
	}

	#request({ url, clientId, clientSecret }: OAuth): WireRequest {
		const parameters = { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret };
		const isForm = this.#form === "form";
		const body = isForm ? new URLSearchParams(parameters).toString() : JSON.stringify(parameters);
		const type = isForm ? "application/x-www-form-urlencoded" : "application/json";
		return { url, headers: { accept: "application/json", "content-type": type }, body: new TextEncoder().encode(body) };
	}
}

function keyOf({ url, clientId, clientSecret }: OAuth): string {
	return JSON.stringify([url, clientId, clientSecret]);
}

function readToken(answer: unknown): { token: string; lasts: number } {
	const { access_token: token, token_type: type, expires_in: lasts } = answer as Record<string, unknown>;
	// What a header can hold, and nothing that would end it.
	if (typeof token !== "string" || !/^[\x21-\x7e]{1,8192}$/.test(token)) throw new Error("The answer has no access_token.");
	if (typeof type !== "string" || type.toLowerCase() !== "bearer") throw new Error("The token is no Bearer token.");
	return { token, lasts: typeof lasts === "number" && lasts > 0 ? lasts : 0 };
}
