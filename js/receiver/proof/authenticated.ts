// A sender whom a function of the caller's knows, by the head of the request: OAuth2.
import type { Bytes } from "../../core/bytes.js";
import { isPowensError, readEvent } from "../../index.js";
import type { WebhookType } from "../../webhooks/event.js";
import type { BodyReader } from "../body-reader.js";
import { headerOf } from "../header.js";
import type { Incoming } from "../incoming.js";
import { idOf } from "../key.js";
import type { RequestHead, SignedWebhook } from "../options.js";
import { LATE, within } from "../time.js";
import { inflated } from "./inflate.js";
import { type Proof, type Proven, type Refused, refused } from "./proof.js";
import { provenEvent, provenSigned } from "./proven-event.js";
import { readBody } from "./read-body.js";
import { noRoom, unexpected } from "./refusal.js";

export interface AuthenticatedOptions {
	readonly path: string;
	readonly event: WebhookType | null;
	readonly maxBodyBytes: number;
	/** How long the function may take. */
	readonly timeoutMs: number;
}

export class Authenticated implements Proof {
	readonly mechanism = "oauth";
	readonly #authenticate: (head: RequestHead) => unknown;
	readonly #options: AuthenticatedOptions;

	constructor(authenticate: (head: RequestHead) => unknown, options: AuthenticatedOptions) {
		this.#authenticate = authenticate;
		this.#options = options;
	}

	async prove(incoming: Incoming, reader: BodyReader): Promise<Proven | Refused> {
		const { event, maxBodyBytes } = this.#options;
		const head = await this.#judgeHead(incoming);
		if (head !== null) return head;
		const bytes = await readBody(incoming, reader, maxBodyBytes);
		if ("isProven" in bytes) return bytes;
		const body = reader.isCompressed ? await inflated(bytes, maxBodyBytes, (length) => reader.hold(length)) : bytes;
		if (body === "no_room") return noRoom;
		if (typeof body === "string") return unexpected([bytes], { code: body, issues: [] }, null);
		if (event === null) {
			const own = new Uint8Array(body) as Bytes;
			const signed: SignedWebhook = { id: idOf(own), body: own, signedAt: null, secretName: null, mechanism: "oauth" };
			return provenSigned(signed);
		}
		try {
			return provenEvent(readEvent(event, body), [body]);
		} catch (error) {
			if (isPowensError(error) && error.code === "payload_invalid") return unexpected([body], error, null);
			throw error;
		}
	}

	async #judgeHead({ method, target, headers }: Incoming): Promise<Refused | null> {
		const head: RequestHead = {
			method,
			path: this.#options.path,
			target,
			headers: { get: (name) => headerOf(headers, `${name}`.toLowerCase()) },
		};
		try {
			// In a function of its own, so that a throw is a rejection.
			const isKnown = await within((async () => this.#authenticate(head))(), this.#options.timeoutMs);
			if (isKnown === LATE) return { isProven: false, kind: "failed", status: 503, code: "authenticate_timeout" };
			// Only true is yes: a function that forgets to answer lets nobody in.
			return isKnown === true ? null : refused(401, "not_authenticated");
		} catch (error) {
			return { isProven: false, kind: "failed", status: 500, code: "authenticate_failed", error };
		}
	}
}
