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

/** Other bodies have all the room that there is. */
export const noRoom: Refused = refused(STATUSES.no_room, "no_room", "busy");

/** Genuine, and refused: nobody knows any more whether it was handled, or the secret is not to count now. */
const REFUSED_ALL_THE_SAME: readonly string[] = ["stale", "secret_inactive"];

/** Why a body could not be read, where it was the receiver that stopped. */
export function refusedReading({ failure }: BodyReader): Refused | null {
	if (failure === "no_room") return noRoom;
	return failure === null ? null : refused(STATUSES[failure], failure);
}

/**
 * What becomes of a request whose body could not be read or proven, or is not what it should be.
 *
 * @param chunks The bytes, should they be genuine all the same, unless the error has them inflated.
 */
export function judged(
	thrown: unknown,
	reader: BodyReader,
	chunks: readonly Uint8Array[],
	signedAtMs: () => number | null,
): Proven | Refused {
	const unread = refusedReading(reader);
	if (unread !== null) return unread;
	if (!isPowensError(thrown)) throw thrown;
	if (thrown.authentic !== true || REFUSED_ALL_THE_SAME.includes(thrown.code)) {
		return refused(thrown.httpStatus ?? 500, thrown.code);
	}
	const body = reader.isCompressed ? thrown.body : undefined;
	return unexpected(body === undefined ? chunks : [body], thrown, signedAtMs());
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
