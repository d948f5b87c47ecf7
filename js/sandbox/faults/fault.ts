// What can go wrong on purpose.

/** Faults of answers of the API. */
export type ApiFaultName =
	/** The answer comes late: `ms`. */
	| "latency"
	/** No connection. Over HTTP: closed as soon as the request's head was read. */
	| "refused"
	/** The connection is reset before any answer. */
	| "reset"
	/** The connection is reset in the middle of the body. */
	| "reset_in_body"
	/** 200 whose JSON ends too early, properly sent. */
	| "truncated_json"
	/** A proxy's 503, HTML. */
	| "html_503"
	/** 200 with a sign-in page. */
	| "sign_in_page"
	/** The right JSON under a wrong Content-Type. */
	| "wrong_content_type"
	/** 429 with `Retry-After`, for a row of requests. */
	| "too_many_requests"
	/** 200 whose JSON has wrong types. */
	| "wrong_types"
	/** 200 with another user. */
	| "other_user"
	/** A body of many bytes: `bytes`. */
	| "huge_body"
	/** A body that never ends. */
	| "endless_body"
	/** 307 to elsewhere. */
	| "redirect"
	/** 303 to a page: the request may have been processed. */
	| "redirect_see_other"
	/** 500 with an error body of Powens. */
	| "error_500";

/** Faults of deliveries. */
export type DeliveryFaultName =
	/** The date is off by `ms`, and signed so. */
	| "clock_skew"
	/** Signed with another key. */
	| "forged"
	/** Sent twice. */
	| "repeated"
	/** Sent after what is behind it. */
	| "reordered"
	/** The body trickles over `ms`. */
	| "slow";

export type FaultName = ApiFaultName | DeliveryFaultName;

/**
 * Whether the API does its work when an answer is hidden by a fault: before the fault shows, after it has shown (when the caller may
 * have given up), or never. Where a rule names none, the seed chooses; for faults that say "not done" it is always `never`.
 */
export type Performs = "before" | "after" | "never";

/** When a fault happens. */
export interface FaultRule {
	readonly fault: FaultName;
	/**
	 * What it happens to: a route such as `DELETE /users/{id}`, an event such as `USER_CREATED`; all that it can happen to where it is absent.
	 */
	readonly on?: string | undefined;
	/**
	 * 0 … 1.
	 *
	 * @defaultValue 1
	 */
	readonly probability?: number | undefined;
	/**
	 * `never` alone for `refused`, `too_many_requests` and `redirect`, which say that nothing was done; `before` alone for
	 * `wrong_content_type`; `before` or `after` for `latency`, whose answer is true: `after` it is done at the end of the wait, also
	 * for a caller who has given up. Not for deliveries. Default: the seed chooses among what is allowed.
	 */
	readonly performs?: Performs | undefined;
	/**
	 * Milliseconds of `latency`, `clock_skew` (which may be negative) and `slow`, at most 2,147,483,647.
	 *
	 * @defaultValue 3,000 for `latency`, 3,600,000 for `clock_skew`, 2,000 for `slow`
	 */
	readonly ms?: number | undefined;
	/**
	 * Bytes of `huge_body`, at least 1. They are the beginning of a JSON object that never ends.
	 *
	 * @defaultValue 134,217,728
	 */
	readonly bytes?: number | undefined;
	/**
	 * Seconds that `too_many_requests` says to wait.
	 *
	 * @defaultValue 1
	 */
	readonly retryAfterSeconds?: number | undefined;
	/**
	 * How many requests of one method and path `too_many_requests` refuses in a row. `probability` is that of the first one.
	 *
	 * @defaultValue 1
	 */
	readonly row?: number | undefined;
}

/** Faults by seed: the same seed and calls, the same faults, in whatever order the calls arrive. */
export interface FaultPlan {
	/** A safe integer. @defaultValue the seed of the sandbox */
	readonly seed?: number | undefined;
	/** Of those that apply to a call at most one happens; the sum of their probabilities may be 1 at most. */
	readonly rules: readonly FaultRule[];
}
