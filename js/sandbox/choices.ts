// Every choice where Powens documents nothing: one place, one name each, and an option that changes it.

/**
 * What the sandbox does where the documentation of Powens is silent or its sources differ. Each can be changed, since a client
 * has to take all of them: `createSandbox({ choices: { deleteAnswer: "user" } })`.
 */
export interface SandboxChoices {
	/**
	 * Status for a missing, unknown or revoked token. Documented for a missing header: 401; the older swagger: 403 for an invalid token.
	 *
	 * @defaultValue 401
	 */
	readonly invalidTokenStatus: 401 | 403;
	/**
	 * Status for an id that is not the token's own user.
	 *
	 * @defaultValue 404
	 */
	readonly foreignUserStatus: 403 | 404;
	/**
	 * Status for the token of a user who was deleted: so what a second DELETE gets.
	 *
	 * @defaultValue 401
	 */
	readonly deletedUserStatus: 401 | 403 | 404;
	/**
	 * What a DELETE is answered with: 204 (documentation); 200 with the user (older swagger); 200 with an object that has neither
	 * `id` nor `code` (seen in a recording).
	 *
	 * @defaultValue `"empty"`
	 */
	readonly deleteAnswer: "empty" | "user" | "object";
	/**
	 * Whether `GET /users` answers `total` (older swagger).
	 *
	 * @defaultValue `true`
	 */
	readonly listTotal: boolean;
	/**
	 * Whether `GET /users` takes `limit` and `offset`, as other collections do; without, it always answers with everybody.
	 *
	 * @defaultValue `true`
	 */
	readonly listPages: boolean;
	/**
	 * Whether `GET /users` lists users who are still temporary.
	 *
	 * @defaultValue `true`
	 */
	readonly listTemporary: boolean;
	/**
	 * The form of `request_id` in error bodies: hex text (seen), integer or null (documented).
	 *
	 * @defaultValue `"text"`
	 */
	readonly requestId: "text" | "integer" | "null";
	/**
	 * `code` of the error body of a 429, which is in no list.
	 *
	 * @defaultValue `"tooManyRequests"`
	 */
	readonly rateLimitCode: string;
	/**
	 * What is signed as the endpoint: the path alone (seen without exception), or with the query string.
	 *
	 * @defaultValue `"path"`
	 */
	readonly signedEndpoint: "path" | "path-and-query";
	/**
	 * Whether a delivery that is sent again bears a new date and signature, or those of its first attempt.
	 *
	 * @defaultValue `"new"`
	 */
	readonly retryDate: "new" | "first";
	/**
	 * Whether text beyond ASCII is escaped in webhook bodies, as Python's `json.dumps` does by default.
	 *
	 * @defaultValue `"escaped"`
	 */
	readonly webhookText: "escaped" | "utf-8";
	/**
	 * What gzip-compressed webhooks are signed over: the compressed bytes, or the JSON.
	 *
	 * @defaultValue `"compressed"`
	 */
	readonly gzipSigned: "compressed" | "plain";
	/**
	 * Whether registrations of one event share the `id_webhook_data` of a payload, or each has its own.
	 *
	 * @defaultValue `"registration"`
	 */
	readonly webhookDataId: "registration" | "event";
	/**
	 * Milliseconds after which a delivery counts as a timeout.
	 *
	 * @defaultValue 10_000
	 */
	readonly webhookTimeoutMs: number;
	/**
	 * Milliseconds of the sandbox's clock between two runs of the sender while something waits to be sent again.
	 *
	 * @defaultValue 5_000
	 */
	readonly webhookRunEveryMs: number;
	/**
	 * How the credentials are posted to fetch an OAuth2 token from the receiver's server.
	 *
	 * @defaultValue `"form"`
	 */
	readonly oauthBody: "form" | "json";
	/**
	 * Whether the deletion of a user also sends CONNECTION_DELETED for each connection.
	 *
	 * @defaultValue `false`
	 */
	readonly deletedUserConnections: boolean;
	/**
	 * Whether USER_SYNCED bodies have `total`, as an older body did.
	 *
	 * @defaultValue `false`
	 */
	readonly userSyncedTotal: boolean;
	/**
	 * What a connection that failed has for `accounts`: an empty list, or null, as in all recordings.
	 *
	 * @defaultValue `"empty"`
	 */
	readonly failedAccounts: "empty" | "null";
}

export const DEFAULT_CHOICES: SandboxChoices = {
	invalidTokenStatus: 401,
	foreignUserStatus: 404,
	deletedUserStatus: 401,
	deleteAnswer: "empty",
	listTotal: true,
	listPages: true,
	listTemporary: true,
	requestId: "text",
	rateLimitCode: "tooManyRequests",
	signedEndpoint: "path",
	retryDate: "new",
	webhookText: "escaped",
	gzipSigned: "compressed",
	webhookDataId: "registration",
	webhookTimeoutMs: 10_000,
	webhookRunEveryMs: 5_000,
	oauthBody: "form",
	deletedUserConnections: false,
	userSyncedTotal: false,
	failedAccounts: "empty",
};

const MAX_WAIT_MS = 86_400_000;

/** What a choice may be, and how that is told. */
interface Allowed {
	readonly expected: string;
	readonly allows: (value: unknown) => boolean;
}

const oneOf = (...values: readonly (string | number)[]): Allowed => ({
	expected: values.map((value) => JSON.stringify(value)).join(" or "),
	allows: (value) => values.some((allowed) => allowed === value),
});
const trueOrFalse: Allowed = { expected: "true or false", allows: (value) => typeof value === "boolean" };
const wait: Allowed = {
	expected: `an integer from 1 to ${MAX_WAIT_MS}`,
	allows: (value) => Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= MAX_WAIT_MS,
};
const code: Allowed = {
	expected: "text of letters, digits and _",
	allows: (value) => typeof value === "string" && /^\w{1,64}$/.test(value),
};

const ALLOWED: Readonly<Record<keyof SandboxChoices, Allowed>> = {
	invalidTokenStatus: oneOf(401, 403),
	foreignUserStatus: oneOf(403, 404),
	deletedUserStatus: oneOf(401, 403, 404),
	deleteAnswer: oneOf("empty", "user", "object"),
	listTotal: trueOrFalse,
	listPages: trueOrFalse,
	listTemporary: trueOrFalse,
	requestId: oneOf("text", "integer", "null"),
	rateLimitCode: code,
	signedEndpoint: oneOf("path", "path-and-query"),
	retryDate: oneOf("new", "first"),
	webhookText: oneOf("escaped", "utf-8"),
	gzipSigned: oneOf("compressed", "plain"),
	webhookDataId: oneOf("registration", "event"),
	webhookTimeoutMs: wait,
	webhookRunEveryMs: wait,
	oauthBody: oneOf("form", "json"),
	deletedUserConnections: trueOrFalse,
	userSyncedTotal: trueOrFalse,
	failedAccounts: oneOf("empty", "null"),
};

/**
 * All choices: those given, and the default of each other one.
 *
 * @throws {RangeError} for a name that is no choice, and for a value that is not allowed.
 */
export function readChoices(given: Partial<SandboxChoices>): SandboxChoices {
	const entries = Object.entries(given).filter(([, value]) => value !== undefined);
	for (const [name, value] of entries) {
		if (!Object.hasOwn(ALLOWED, name)) throw new RangeError(`choices: there is no choice ${JSON.stringify(name)}`);
		const { expected, allows } = ALLOWED[name as keyof SandboxChoices];
		if (!allows(value)) throw new RangeError(`choices.${name}: ${expected} is expected`);
	}
	return { ...DEFAULT_CHOICES, ...Object.fromEntries(entries) };
}
