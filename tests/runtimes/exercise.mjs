// @ts-check
// What every runtime is put through. Imports nothing, so that it runs in each of them, and needs nothing of globals but `fetch`.

const SECRET = "wh-secret-9f3kQ7Lm2Xv8";
const PATH = "/hooks/user-synced";
const BODY =
	'{"user":{"id":42,"signin":"2026-06-01 12:00:00","platform":"sharedAccess"},"connections":[{"id":1,"id_user":42,' +
	'"accounts":[{"id":2,"transactions":[{"id":3,"wording":"Café à 3 €"}]}]}],"id_webhook_data":7}';
/** BODY, compressed by Python's gzip. */
const GZIP =
	"1f8b08000000000002035d8d410ac2301045af12661d214d45213bf11822654cd236a8134952ba28dd7812b782b7e84d3c89a95d08f23f" +
	"7c18febc3f40176d00358033a0d69243740d39020552c8cd4a6417ac904a886ce070bb60aa7db8e6426c3158b3d3dac6082307ed89ac4e" +
	"ce530475588805cf512d1b331db5f61da55f21df52408af8f75872e87d308e9abcb4c77a7ab2e9c14af6bebf603ccefa927b7b6abd3f57" +
	"061382da8e1f09d9602fd0000000";
/** Computed apart from the package: by Python's hmac. */
const HEADERS = {
	"BI-Signature": "rBdQAGJyw0jzSd1hid78CqkaOA/oBWeX7X0GeEebdFA=",
	"BI-Signature-Date": "2026-03-01T12:00:00.250000Z",
};
const NOW = Date.parse("2026-03-01T12:00:01Z");

/** @typedef {Pick<typeof import("powens-users"), "UsersApi" | "Webhooks" | "PowensError" | "isPowensError">} Entry */
/** @typedef {{ baseUrl: string, usersToken: string, fetch?: typeof fetch }} Options */

/**
 * Lists, gets and deletes users of a sandbox, verifies signed webhooks, a compressed one too, and refuses a forged one.
 *
 * @param {Entry} entry what `powens-users` exports, or as much of it
 * @param {Options} options where the sandbox is
 */
export async function exercise(entry, options) {
	return { ...(await exerciseUsers(entry, options)), ...exerciseWebhooks(entry), inflated: await exerciseGzip(entry) };
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
 * Verifies a compressed request of the web platform's kind; null where there is none, a code where there is nothing that inflates.
 *
 * @param {Entry} entry
 */
async function exerciseGzip({ Webhooks, isPowensError }) {
	if (typeof Request === "undefined") return null;
	const body = Uint8Array.from(GZIP.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
	const request = new Request(`https://hooks.example${PATH}`, { method: "POST", headers: HEADERS, body });
	try {
		return (await new Webhooks({ secretKey: SECRET, now: () => NOW }).verifyRequest("USER_SYNCED", request)).id;
	} catch (error) {
		if (isPowensError(error) && error.code === "gzip_unsupported") return error.code;
		throw error;
	}
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
