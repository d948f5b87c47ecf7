import type { Bytes } from "../core/bytes.js";

/**
 * One secret of several, during a rotation.
 *
 * @example
 * ```ts
 * const next: NamedSecret = { name: "2026-12", secretKey: process.env.POWENS_WEBHOOK_SECRET_NEXT!, notBefore: "2026-12-01T00:00:00Z" };
 * ```
 */
export interface NamedSecret {
	/** Told as `secretName` of what it signed. Not secret. */
	name: string;
	/** The secret key of the webhook. */
	secretKey: string;
	/** Not in use before: a `Date`, or ISO 8601 text with a zone. */
	notBefore?: Date | string | undefined;
	/** Not in use after. */
	notAfter?: Date | string | undefined;
}

/**
 * Options of `Webhooks`.
 *
 * @example
 * ```ts
 * const options: WebhooksOptions = { secretKey: process.env.POWENS_WEBHOOK_SECRET!, toleranceSeconds: 600 };
 * ```
 *
 * Source: Powens documentation for the secret key.
 */
export interface WebhooksOptions {
	/** The secret key of the webhook, as the console of Powens shows it: it is not decoded. Or several, during a rotation. */
	secretKey: string | readonly NamedSecret[];
	/**
	 * How far from now the signature may be dated, in seconds, both into the past and into the future. 1 … 604800.
	 *
	 * @defaultValue 300
	 */
	toleranceSeconds?: number | undefined;
	/**
	 * How old the signature may be, in seconds, instead of `toleranceSeconds`, which then holds for the future only. 1 … 34560000 (400
	 * days). For a receiver that remembers for as long what it has handled, so that a request sent again is told by its key and not by
	 * its date: Powens does not document whether a retry is signed anew.
	 *
	 * @defaultValue `toleranceSeconds`
	 */
	maxAgeSeconds?: number | undefined;
	/** Accepts requests of any date, whatever `toleranceSeconds` and `maxAgeSeconds` say. Whoever has recorded one can then send it again at any time. */
	dangerouslyAcceptAnyAge?: boolean | undefined;
	/**
	 * The largest body, in bytes, compressed or not.
	 *
	 * @defaultValue 33554432 (32 MiB); at most 268435456
	 */
	maxBodyBytes?: number | undefined;
	/** The time, in epoch milliseconds. Default: `Date.now`. */
	now?: (() => number) | undefined;
}

/**
 * What `Webhooks.sign` signs.
 *
 * @example
 * ```ts
 * const headers = webhooks.sign({ path: "/hooks/user-created", body: '{"id":42}' });
 * ```
 */
export interface SignOptions {
	/** ISO 8601 text with a zone, signed as it is, or a `Date`. Default: now. */
	date?: Date | string | undefined;
	/** Which secret of several signs. Default: the first. */
	secretName?: string | undefined;
}

/**
 * The headers of a signature. No interface, which would not do as the `headers` of a `Request`.
 *
 * Source: Powens documentation.
 */
export type SignatureHeaders = {
	"bi-signature": string;
	"bi-signature-date": string;
};

/**
 * Options of reading a request.
 *
 * @example
 * ```ts
 * const event = await webhooks.verifyRequest("USER_CREATED", request, { path: "/hooks/user-created" });
 * ```
 */
export interface ReadOptions {
	/** The path as it is registered at Powens. Default: that of the request. */
	path?: string | undefined;
	/** The largest body, in bytes, instead of `maxBodyBytes`; no more than that. */
	maxBytes?: number | undefined;
}

/**
 * What a verified request carries whose payload was not looked at.
 *
 * @example
 * ```ts
 * const { body } = webhooks.verifySignature({ path: "/hooks/account-found", headers, body: rawBody });
 * const payload = JSON.parse(new TextDecoder().decode(body));
 * ```
 */
export interface SignedBody {
	readonly secretName: string | null;
	readonly signedAt: Date;
	/** The bytes that were verified, inflated if they came compressed. */
	readonly body: Bytes;
}
