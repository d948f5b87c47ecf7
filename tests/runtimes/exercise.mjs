// @ts-check
// What every runtime is put through. Imports nothing, so that it runs in each of them, and finds nothing in globals but `fetch`.

const SECRET = "wh-secret-9f3kQ7Lm2Xv8";
const PATH = "/hooks/user-synced";
const BODY =
	'{"user":{"id":42,"signin":"2026-06-01 12:00:00","platform":"sharedAccess"},"connections":[{"id":1,"id_user":42,' +
	'"accounts":[{"id":2,"transactions":[{"id":3,"wording":"Café à 3 €"}]}]}],"id_webhook_data":7}';
/** Computed apart from the package: by Python's hmac. */
const HEADERS = {
	"BI-Signature": "rBdQAGJyw0jzSd1hid78CqkaOA/oBWeX7X0GeEebdFA=",
	"BI-Signature-Date": "2026-03-01T12:00:00.250000Z",
};
const NOW = Date.parse("2026-03-01T12:00:01Z");

/** @typedef {Pick<typeof import("powens-users"), "UsersApi" | "Webhooks" | "PowensError" | "isPowensError">} Entry */
/** @typedef {{ baseUrl: string, usersToken: string, fetch?: typeof fetch }} Options */

/**
 * Lists, gets and deletes users of a sandbox, verifies a signed webhook and refuses a forged one.
 *
 * @param {Entry} entry what `powens-users` exports, or as much of it
 * @param {Options} options where the sandbox is
 */
export async function exercise(entry, options) {
	return { ...(await exerciseUsers(entry, options)), ...exerciseWebhooks(entry) };
}

/**
 * @param {Entry} entry
 * @param {Options} options
 */
async function exerciseUsers({ UsersApi, PowensError, isPowensError }, options) {
	const api = new UsersApi({ ...options, userToken: (userId) => `sandbox-user-token-${userId}`, maxRetries: 0 });
	const { users, complete } = await api.list();
	const second = await api.get(2);
	const deleted = await api.delete(1);
	const left = (await api.list()).users.length;
	const gone = await failure(() => api.get(1));
	const refused = await failure(() => api.delete(/** @type {never} */ ("all")));
	for (const error of [gone, refused]) {
		if (!(error instanceof PowensError && isPowensError(error))) throw error;
	}
	return {
		listed: users.length,
		complete,
		got: second.id,
		deleted: deleted === undefined ? 1 : deleted,
		left,
		gone: [gone.code, gone.status],
		refusedDelete: refused.code,
	};
}

/** @param {Entry} entry */
function exerciseWebhooks({ Webhooks, isPowensError }) {
	const webhooks = new Webhooks({ secretKey: SECRET, now: () => NOW });
	const request = { path: PATH, headers: HEADERS, body: BODY };
	const event = webhooks.verify("USER_SYNCED", request);
	const signed = webhooks.verify("USER_SYNCED", { ...request, headers: webhooks.sign({ path: PATH, body: BODY }) });
	const forgery = new Webhooks({ secretKey: "another", now: () => NOW }).sign({ path: PATH, body: BODY });
	let forged;
	try {
		webhooks.verify("USER_SYNCED", { ...request, headers: forgery });
	} catch (error) {
		if (!isPowensError(error)) throw error;
		forged = [error.code, error.authentic, error.httpStatus];
	}
	return {
		verified: [event.type, event.id, event.user.id],
		signed: [signed.type, signed.id, signed.user.id],
		transactions: [...event.transactions()].map(({ transaction }) => transaction.wording),
		forged,
	};
}

/**
 * What a call was rejected with; what it resolved to instead is an error of its own.
 *
 * @param {() => Promise<unknown>} call
 */
async function failure(call) {
	let value;
	try {
		value = await call();
	} catch (error) {
		return /** @type {InstanceType<Entry["PowensError"]>} */ (error);
	}
	throw new Error(`a call that must fail gave ${JSON.stringify(value)}`);
}
