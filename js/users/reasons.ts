// Generated from src/api by `UPDATE=1 cargo test --features internals --test it generated`. Not to be edited.

/** The codes by their numbers. */
export const codes = [
	"invalid_argument",
	"token_unavailable",
	"headers_unavailable",
	"network",
	"timeout",
	"http_status",
	"redirect",
	"too_large",
	"invalid_response",
	"invalid_json",
	"invalid_shape",
	"id_mismatch",
	"delete_unconfirmed",
] as const;

/** The effects by their numbers. */
export const effects = ["none", "unknown"] as const;

export const enum Reason {
	UserId,
	BaseUrl,
	Setting,
	Token,
	CallToken,
	TokenNotSent,
	Headers,
	TokenMissing,
	TokenFailed,
	TokenNoText,
	TokenRefused,
	HeadersFailed,
	HeadersNone,
	HeadersRefused,
	NoAnswer,
	BrokenOff,
	NoResponse,
	TimedOut,
	Status,
	Redirect,
	TooLarge,
	OutOfMemory,
	NotJson,
	Unparsable,
	WrongShape,
	OtherUser,
	RefusedAfterUnknown,
	Unconfirmed,
}

export const enum Step {
	AskToken,
	AskHeaders,
	Send,
}

export const enum Route {
	List,
	Get,
	Delete,
}

export const enum UserIdProblem {
	Number,
	Digits,
	Text,
}

export const enum BaseUrlProblem {
	Domain,
	DomainAddress,
	NoOrigin,
	Origin,
	Start,
	Insecure,
	Scheme,
	UserInfo,
	Ipv6,
	Host,
	Port,
	Query,
	Character,
	Segment,
	Unreadable,
}

export const enum TokenProblem {
	Empty,
	Spaces,
	Bearer,
	Character,
}

export const enum HeaderProblem {
	Name,
	Authorization,
	Twice,
	Value,
}

export const enum Hint {
	Request,
	Token,
	UsersToken,
	UserToken,
	Address,
	NoUser,
	Busy,
	Later,
	Slower,
	NoSuccess,
	Unknown,
}

export const enum Declared {
	Json,
	Html,
	Other,
}

export const enum Unconfirming {
	NoObject,
	Error,
	Id,
	TooLarge,
	BrokenOff,
}
