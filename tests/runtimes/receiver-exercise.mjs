// @ts-check
// What a receiver with an inbox in memory is put through, by web-standard requests. Imports nothing, as exercise.mjs.

const SECRET = "wh-secret-9f3kQ7Lm2Xv8";
const PATH = "/hooks/user-created";
const BODY = '{"id":42,"signin":null,"platform":"sharedAccess","id_webhook_data":7}';

/** @typedef {typeof import("powens-users")} Entry */
/** @typedef {typeof import("powens-users/receiver")} ReceiverEntry */

/**
 * Receives a genuine webhook, the same again, four at once, a forged one, one that is not what its event carries, and handles that
 * one again.
 *
 * @param {Entry} entry what `powens-users` exports
 * @param {ReceiverEntry} receiverEntry what `powens-users/receiver` exports
 */
export async function exerciseReceiver({ Webhooks, PowensError }, { createReceiver, memoryInbox }) {
	/** @type {unknown[]} */
	const handled = [];
	/** @type {string[]} */
	const kinds = [];
	const receiver = createReceiver({
		secretKey: SECRET,
		inbox: memoryInbox(),
		routes: {
			[PATH]: { event: "USER_CREATED", handle: async (event) => handled.push(`user ${event.user.id}`) },
			"/hooks/other": { handle: async ({ id, body }) => handled.push(`${body.byteLength} bytes of ${id}`) },
		},
		onOutcome: ({ kind, code }) => kinds.push(code === null ? kind : `${kind} ${code}`),
	});
	const { fetch } = receiver;
	/** @param {{ path?: string, body?: string, secretKey?: string }} [parts] */
	const send = async ({ path = PATH, body = BODY, secretKey = SECRET } = {}) => {
		const headers = new Webhooks({ secretKey }).sign({ path, body });
		const answer = await fetch(new Request(`https://hooks.example${path}`, { method: "POST", headers, body }));
		return answer.status;
	};
	const genuine = [await send(), await send()];
	const parallel = await Promise.all(Array.from({ length: 4 }, () => send({ path: "/hooks/other" })));
	const refused = [await send({ secretKey: "another" }), await send({ path: "/hooks/nowhere" })];
	const undocumented = await send({ body: '{"id":"forty-two"}' });
	const kept = await receiver.list();
	const [key = ""] = kept.map(({ key }) => key);
	const again = (await receiver.replay(key)).kind;
	const { isFinished } = await receiver.stop();
	return {
		...{ genuine, parallel, refused, undocumented, again, handled, kinds: kinds.sort(), isFinished },
		kept: kept.map(({ reason, bytes }) => [reason, bytes]),
		isOneSetOfClasses: isOurs(() => createReceiver(/** @type {never} */ ({})), PowensError),
	};
}

/**
 * Whether what is refused is of the class that the package exports: the receiver has none of its own.
 *
 * @param {() => unknown} call
 * @param {Entry["PowensError"]} PowensError
 */
function isOurs(call, PowensError) {
	try {
		call();
	} catch (error) {
		return error instanceof PowensError && error.code === "invalid_argument";
	}
	return false;
}
