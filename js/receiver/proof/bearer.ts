// The default mechanism of Powens: the token of the user whom the body names.
import { isPowensError, verifyBearer } from "../../index.js";
import type { WebhookType } from "../../webhooks/event.js";
import type { BodyReader } from "../body-reader.js";
import type { Incoming } from "../incoming.js";
import { LATE, within } from "../time.js";
import { inflated, inflatedMax } from "./inflate.js";
import { type Proof, type Proven, type Refused, refused } from "./proof.js";
import { provenEvent } from "./proven-event.js";
import { readBody } from "./read-body.js";
import { judged, noRoom } from "./refusal.js";

type TokenOf = (userId: number) => string | null | undefined | PromiseLike<string | null | undefined>;

export interface BearerOptions {
	readonly event: WebhookType;
	readonly maxBodyBytes: number;
	/** How long the look-up of a token may take. */
	readonly timeoutMs: number;
}

/** What is wrong with the header alone. */
const HEAD_CODES: readonly string[] = ["bearer_missing", "bearer_malformed"];

export class Bearer implements Proof {
	readonly mechanism = "bearer";
	readonly #tokenOf: TokenOf;
	readonly #options: BearerOptions;

	constructor(tokenOf: TokenOf, options: BearerOptions) {
		this.#tokenOf = tokenOf;
		this.#options = options;
	}

	async prove(incoming: Incoming, reader: BodyReader): Promise<Proven | Refused> {
		const { maxBodyBytes } = this.#options;
		const head = await this.#judgeHead(incoming);
		if (head !== null) return head;
		const bytes = await readBody(incoming, reader, maxBodyBytes);
		if ("isProven" in bytes) return bytes;
		const most = inflatedMax(bytes.length, maxBodyBytes);
		// What a stranger's bytes become counts too: it is held until his token is looked up.
		const body = reader.isCompressed ? await inflated(bytes, most, (length) => reader.hold(length)) : bytes;
		if (body === "no_room") return noRoom;
		if (typeof body === "string") return refused(STATUSES[body], body);
		return this.#verify(incoming, reader, body);
	}

	/** `verifyBearer` looks at the header first: with no body it gets no further. */
	async #judgeHead({ headers }: Incoming): Promise<Refused | null> {
		try {
			await verifyBearer(this.#options.event, { headers, body: "", token: () => null });
		} catch (error) {
			if (isPowensError(error) && HEAD_CODES.includes(error.code)) return refused(401, error.code);
		}
		return null;
	}

	async #verify({ headers }: Incoming, reader: BodyReader, body: Uint8Array): Promise<Proven | Refused> {
		const { event, timeoutMs, maxBodyBytes: maxBytes } = this.#options;
		let thrown: unknown;
		const token: TokenOf = async (userId) => {
			try {
				return await this.#tokenOf(userId);
			} catch (error) {
				thrown = error;
				throw error;
			}
		};
		try {
			const verified = await within(verifyBearer(event, { headers, body, token, maxBytes }), timeoutMs);
			if (verified === LATE) return { isProven: false, kind: "failed", status: 503, code: "authenticate_timeout" };
			return provenEvent(verified, [body]);
		} catch (error) {
			if (isPowensError(error) && error.code === "token_unavailable") {
				return { isProven: false, kind: "failed", status: 500, code: error.code, error: thrown ?? error };
			}
			return judged(error, reader, [body], () => null);
		}
	}
}

const STATUSES = { gzip_unsupported: 500, gzip_invalid: 400, too_large: 413 } as const;
