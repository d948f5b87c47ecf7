// Generated from src/webhook by `UPDATE=1 cargo test --features internals --test it generated`: the numbers by which reasons, events and
// settings cross over from the core.

/** Each code of a webhook, with the status to answer with. Their order is that of their numbers. */
export const WEBHOOK_STATUSES = {
	invalid_argument: 500,
	unknown_event: 500,
	body_not_raw: 500,
	body_consumed: 500,
	body_unreadable: 400,
	body_lone_surrogate: 400,
	too_large: 413,
	signature_missing: 401,
	signature_mechanism: 401,
	signature_date_missing: 401,
	signature_duplicate: 401,
	signature_not_text: 401,
	signature_malformed: 401,
	signature_date_invalid: 401,
	signature_mismatch: 401,
	secret_inactive: 401,
	stale: 401,
	gzip_unsupported: 500,
	gzip_invalid: 400,
	bearer_missing: 401,
	bearer_malformed: 401,
	token_unavailable: 500,
	bearer_unknown_user: 401,
	bearer_mismatch: 401,
	payload_invalid: 400,
} as const;

export const enum Reason {
	OutOfBounds,
	NotBoolean,
	Secret,
	NoSuchSecret,
	Target,
	DateToSign,
	EventNotCovered,
	UnknownEvent,
	NoSignature,
	OtherMechanism,
	NoDate,
	Duplicate,
	NotText,
	Malformed,
	DateForm,
	Mismatch,
	SecretInactive,
	Stale,
	NoBearer,
	Bearer,
	UnknownUser,
	OtherToken,
	PayloadInvalid,
}

export const enum Header {
	Signature,
	Date,
}

export const enum SignatureForm {
	WhiteSpace,
	Merged,
	UrlSafe,
	Trailing,
	NotBase64,
	Unpadded,
	Length,
	TailBits,
}

export const enum SecretFault {
	NotText,
	LoneSurrogate,
	Empty,
	Blank,
	WhiteSpace,
	NoSecret,
	TooMany,
	NoEntry,
	NoName,
	BlankName,
	SameName,
	Period,
	NotBefore,
	NotAfter,
}

export const enum TargetFault {
	NoSlash,
	Query,
	NoScheme,
	NoPath,
}

export const enum BearerFault {
	Form,
	Many,
	NotText,
}

export const enum Switch {
	AnyAge,
	Strict,
}

export const enum Setting {
	Timeout,
	MaxRetries,
	MaxResponseBytes,
	PageLimit,
	PageOffset,
	Tolerance,
	MaxAge,
	MaxBodyBytes,
	MaxBytes,
	MaxIssues,
}

/** The events that are covered. */
export const WEBHOOK_TYPES = ["USER_CREATED", "USER_DELETED", "USER_SYNCED", "CONNECTION_SYNCED", "CONNECTION_DELETED"] as const;

/** Other events, as far as they are known. */
export const OTHER_EVENTS = [
	"ACCOUNTS_FETCHED",
	"ACCOUNT_SYNCED",
	"ACCOUNT_FOUND",
	"ACCOUNT_ENABLED",
	"ACCOUNT_DISABLED",
	"ACCOUNT_CATEGORIZED",
	"ACCOUNT_OWNERSHIPS_FOUND",
	"SUBSCRIPTION_FOUND",
	"SUBSCRIPTION_SYNCED",
	"TRANSACTIONS_CLUSTERED",
	"TRANSACTION_ATTACHMENTS_FOUND",
	"PAYMENT_STATE_UPDATED",
] as const;

export const enum Cause {
	Headers,
	BodyReserialised,
	BodyTrimmed,
	Bom,
	BodyEncoding,
	BodyBase64,
	BodyDecoded,
	BodyEmpty,
	BodyJsonText,
	Compressed,
	TrailingSlash,
	Query,
	FullUrl,
	ProxyPrefix,
	Method,
	SecretBase64,
	SecretNewline,
	OtherSecret,
	ClockSkew,
	Unknown,
}
