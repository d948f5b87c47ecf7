// What `import … from "powens-users"` offers, the same from every entry.
export * from "./model/index.js";
export { type ErrorCause, type Issue, isPowensError, PowensError, type PowensErrorCode } from "./powens-error.js";
export { UsersApi } from "./users-api.js";
export type {
	AbortSignalLike,
	Attempt,
	BaseUrlTarget,
	CallOptions,
	DomainTarget,
	FetchInit,
	FetchLike,
	HeadersLike,
	HeadersSource,
	ListOptions,
	ResponseLike,
	UsersApiOptions,
	UsersApiSettings,
	UsersTokenSource,
	UserTokenSource,
} from "./users-api-options.js";
