// What an error of reading and proving comes to: a refusal, or bytes that are genuine all the same.
import type { Bytes } from "../../core/bytes.js";
import { isPowensError, type PowensError } from "../../index.js";
import type { BodyReader, ReadFailure } from "../body-reader.js";
import { joined } from "../joined.js";
import { idOf } from "../key.js";
import { type Proven, type Refused, refused } from "./proof.js";

const STATUSES: Readonly<Record<ReadFailure, number>> = {
	body_timeout: 408,
	no_room: 503,
	body_not_raw: 500,
	body_consumed: 500,
};

/** Genuine, and refused: nobody knows any more whether it was handled, or the secret is not to count now. */
const REFUSED_ALL_THE_SAME: readonly string[] = ["stale", "secret_inactive"];

/** What becomes of a request whose body could not be read or proven, or is not what it should be. */
export function judged(thrown: unknown, reader: BodyReader, signedAtMs: () => number | null): Proven | Refused {
	const { failure } = reader;
	if (failure !== null) return refused(STATUSES[failure], failure, failure === "no_room" ? "busy" : "refused");
	if (!isPowensError(thrown)) throw thrown;
	if (thrown.authentic !== true || REFUSED_ALL_THE_SAME.includes(thrown.code)) {
		return refused(thrown.httpStatus ?? 500, thrown.code);
	}
	return provenAllTheSame(thrown, reader, signedAtMs());
}

function provenAllTheSame(error: PowensError, reader: BodyReader, signedAtMs: number | null): Proven {
	const inflated = reader.isCompressed ? error.body : undefined;
	return unexpected(inflated === undefined ? reader.chunks : [inflated], error, signedAtMs);
}

/** Genuine bytes that are to be kept. */
export function unexpected(
	chunks: readonly Uint8Array[],
	{ code, issues }: Pick<PowensError, "code" | "issues">,
	signedAtMs: number | null,
): Proven {
	const bytes = joined(chunks);
	return {
		isProven: true,
		event: undefined,
		unexpected: { reason: code === "payload_invalid" ? "payload_invalid" : "unreadable", code, issues },
		id: idOf(bytes),
		signedAtMs,
		chunks,
		body: () => new Uint8Array(bytes) as Bytes,
	};
}
