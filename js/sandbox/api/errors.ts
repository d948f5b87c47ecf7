// Error answers: `{code, description, message, request_id}`, as the Powens documentation describes them.

/** The statuses of errors that the sandbox answers with. */
export type ErrorStatus = 400 | 401 | 403 | 404 | 405 | 429 | 500;

/** The body of an error answer. */
export interface ErrorBody {
	/** Seen in the Powens documentation, whose own list is open; that of a 429 is a choice. */
	readonly code: string;
	/** For developers. Holds nothing of the request, so no token either. */
	readonly description: string;
	/** For end users, or null. */
	readonly message: string | null;
	/** The same as the `X-Request-Id` header, or null. */
	readonly request_id: string | number | null;
}

/** Thrown by routes; becomes an error answer. */
export class ApiError extends Error {
	readonly status: ErrorStatus;
	readonly code: string;
	readonly headers: Readonly<Record<string, string>>;

	constructor(status: ErrorStatus, code: string, description: string, headers: Readonly<Record<string, string>> = {}) {
		super(description);
		this.name = "ApiError";
		this.status = status;
		this.code = code;
		this.headers = headers;
	}
}

// Only errors that an end user can do something about have words for them; the others answer null, which is documented too.
const MESSAGES: Readonly<Record<string, string>> = {
	unauthorized: "Your session has ended. Please sign in again.",
	forbidden: "You are not allowed to do this.",
	notFound: "This could not be found.",
};

export function errorBody(error: ApiError, requestId: ErrorBody["request_id"]): ErrorBody {
	const message = Object.hasOwn(MESSAGES, error.code) ? (MESSAGES[error.code] ?? null) : null;
	return { code: error.code, description: error.message, message, request_id: requestId };
}

/** What any thrown value is answered as; one that is no {@link ApiError} says nothing of itself. */
export function asApiError(thrown: unknown): ApiError {
	return thrown instanceof ApiError ? thrown : new ApiError(500, "bug", "The sandbox failed on this request.");
}

export const missingParameter = (name: string): ApiError =>
	new ApiError(400, "missingParameter", `The parameter ${name} is missing.`);

export const invalidValue = (description: string): ApiError => new ApiError(400, "invalidValue", description);

export const unauthorized = (description: string): ApiError =>
	new ApiError(401, "unauthorized", description, { "WWW-Authenticate": "Bearer" });

export const forbidden = (description: string): ApiError => new ApiError(403, "forbidden", description);

export const notFound = (description: string): ApiError => new ApiError(404, "notFound", description);

/** A refusal whose status is a choice, with the code that belongs to it. */
export function refusal(status: 401 | 403 | 404, description: string): ApiError {
	return { 401: unauthorized, 403: forbidden, 404: notFound }[status](description);
}

export const tooManyRequests = (code: string, seconds: number): ApiError =>
	new ApiError(429, code, "The domain has answered as many requests as it does in a minute.", { "Retry-After": String(seconds) });

export const methodNotAllowed = (allow: string): ApiError =>
	new ApiError(405, "methodNotAllowed", `This path allows ${allow} only.`, { Allow: allow });
