// @ts-check
// Every kind of webhook that the sandbox delivers, received by a handler in this runtime and verified by the package, which shares
// no code with the sender.
import { contains, deepEqual, equal, ok } from "./assertions.mjs";
import { verdictOf } from "./signed.mjs";

/** @typedef {import("./runner.mjs").Package} Package */
/** @typedef {import("./runner.mjs").Tools} Tools */
/** @typedef {import("powens-users/sandbox").SandboxOptions} SandboxOptions */
/** @typedef {import("powens-users/sandbox").CoveredEvent} CoveredEvent */
/** @typedef {import("powens-users/sandbox").Sandbox} Sandbox */

const SECRET = "sandbox s3cr3t é";
const URL_OF_HOOKS = "https://app.example/hooks/powens?tenant=7";

/** What makes the sandbox send each of its events. @type {Record<CoveredEvent, (sandbox: Sandbox) => any>} */
const EVENTS = {
	USER_CREATED: (sandbox) => sandbox.createUser(),
	USER_DELETED: (sandbox) => {
		const headers = { Authorization: `Bearer ${sandbox.userToken(1)}` };
		return sandbox.fetch("/2.0/users/me", { method: "DELETE", headers });
	},
	USER_SYNCED: (sandbox) => sandbox.sync(1),
	CONNECTION_SYNCED: (sandbox) => sandbox.sync(1),
	CONNECTION_DELETED: (sandbox) => sandbox.deleteConnection(1, sandbox.connections(1)[0]?.id ?? 0),
};

/** @type {readonly [what: string, options: SandboxOptions][]} */
const WRITINGS = [
	["as Python writes it", {}],
	["in UTF-8", { choices: { webhookText: "utf-8" } }],
	["gzip, signed compressed", { gzip: true, choices: { gzipSigned: "compressed" } }],
	["gzip, signed plain", { gzip: true, choices: { gzipSigned: "plain" } }],
];

/**
 * How each delivery of an event ended: `""`, or as {@link verdictOf} says.
 *
 * @param {Tools} tools
 * @param {CoveredEvent} event
 * @param {SandboxOptions} options
 * @param {(request: Request, tokens: Map<number, string>) => Promise<any>} verify told of the latest token of each user
 * @param {object} [registration]
 */
async function deliver(tools, event, options, verify, registration = { secretKey: SECRET }) {
	const { createSandbox } = await tools.sandbox();
	const sandbox = createSandbox({ users: 3, deliver: "manual", ...options });
	const tokens = new Map([1, 2, 3].map((userId) => [userId, sandbox.userToken(userId)]));
	/** @type {any[]} */
	const events = [];
	/** @type {string[]} */
	const verdicts = [];
	const handler = async (/** @type {Request} */ request) => {
		try {
			events.push(await verify(request, tokens));
			verdicts.push("");
		} catch (error) {
			verdicts.push(verdictOf(error));
			return new Response(null, { status: /** @type {any} */ (error).httpStatus });
		}
		return new Response(null, { status: 204 });
	};
	try {
		sandbox.webhooks.register({ event, url: URL_OF_HOOKS, handler: /** @type {any} */ (handler), ...registration });
		const created = await EVENTS[event](sandbox);
		if (event === "USER_CREATED") tokens.set(created.id, created.token);
		const deliveries = await sandbox.webhooks.flush();
		ok(deliveries.length > 0, `${event}: nothing was sent`);
		equal(verdicts.length, deliveries.length, `${event}: what arrived`);
		for (const [index, { status }] of deliveries.entries()) {
			equal(status, Number(verdicts[index]?.split(", ")[2] ?? 204), `${event}: the status that the sandbox saw`);
		}
		return { verdicts: [...new Set(verdicts)], events, deliveries };
	} finally {
		sandbox.close();
	}
}

/** @param {Package} powens @param {CoveredEvent} event */
const byHmac = (powens, event) => (/** @type {Request} */ request) =>
	new powens.Webhooks({ secretKey: SECRET }).verifyRequest(event, request);

/**
 * By the token of the user concerned, as an application has it on record.
 *
 * @param {Package} powens
 * @param {CoveredEvent} event
 * @param {number} [otherId] the user whose token is on record instead
 */
function byBearer(powens, event, otherId) {
	return async (/** @type {Request} */ request, /** @type {Map<number, string>} */ tokens) => {
		const body = new Uint8Array(await request.arrayBuffer());
		const token = (/** @type {number} */ userId) => tokens.get(otherId ?? userId);
		return powens.verifyBearer(event, { headers: request.headers, body, token });
	};
}

/** @param {any} event */
const userOf = ({ type, user, payload }) => (type === "CONNECTION_DELETED" ? payload.id_user : user.id);

/** @type {import("./runner.mjs").Case[]} */
export default [
	...WRITINGS.map(([what, options]) => ({
		name: `every event by HMAC, ${what}`,
		async run(/** @type {Package} */ powens, /** @type {Tools} */ tools) {
			for (const event of /** @type {CoveredEvent[]} */ (Object.keys(EVENTS))) {
				const { verdicts, events, deliveries } = await deliver(tools, event, options, byHmac(powens, event));
				deepEqual(verdicts, [""], event);
				for (const [index, delivery] of deliveries.entries()) {
					equal(events[index].type, event);
					equal(events[index].mechanism, "hmac");
					equal(events[index].id, delivery.webhookDataId, event);
					equal(userOf(events[index]), delivery.userId, event);
				}
			}
		},
	})),
	{
		name: "the signature alone",
		async run(powens, tools) {
			const webhooks = new powens.Webhooks({ secretKey: SECRET });
			for (const event of /** @type {CoveredEvent[]} */ (Object.keys(EVENTS))) {
				const { verdicts, events } = await deliver(tools, event, {}, (request) => webhooks.verifyRequestSignature(request));
				deepEqual(verdicts, [""], event);
				contains(new TextDecoder().decode(events[0].body), '"id_webhook_data": ', event);
			}
		},
	},
	{
		name: "the query is signed where that is chosen, and verified where that is said",
		async run(powens, tools) {
			for (const [signedEndpoint, signQuery, expected] of /** @type {const} */ ([
				["path-and-query", true, ""],
				["path", false, ""],
				["path-and-query", false, "signature_mismatch, not proven, 401"],
				["path", true, "signature_mismatch, not proven, 401"],
			])) {
				const webhooks = new powens.Webhooks({ secretKey: SECRET });
				const options = { choices: { signedEndpoint } };
				const verify = async (/** @type {Request} */ request) => {
					const body = new Uint8Array(await request.arrayBuffer());
					return webhooks.verify("USER_CREATED", { url: request.url, signQuery, headers: request.headers, body });
				};
				const { verdicts } = await deliver(tools, "USER_CREATED", options, verify);
				deepEqual(verdicts, [expected], `${signedEndpoint}, ${signQuery}`);
			}
		},
	},
	{
		name: "CFONB is signed, and no payload",
		async run(powens, tools) {
			const { verdicts } = await deliver(tools, "USER_SYNCED", { cfonb: true }, byHmac(powens, "USER_SYNCED"));
			deepEqual(verdicts, ["payload_invalid, genuine, 400"]);
		},
	},
	{
		name: "signed with another secret",
		async run(powens, tools) {
			for (const options of WRITINGS.map(([, options]) => options)) {
				const { verdicts } = await deliver(tools, "USER_CREATED", options, byHmac(powens, "USER_CREATED"), {
					secretKey: "other",
				});
				deepEqual(verdicts, ["signature_mismatch, not proven, 401"], JSON.stringify(options));
			}
		},
	},
	{
		name: "signed at another time",
		async run(powens, tools) {
			for (const offMs of [-3_600_000, 3_600_000]) {
				const options = { clock: { frozenAt: Date.now() + offMs } };
				const { verdicts } = await deliver(tools, "USER_CREATED", options, byHmac(powens, "USER_CREATED"));
				deepEqual(verdicts, ["stale, genuine, 401"], `${offMs} ms`);
			}
		},
	},
	{
		name: "by a token where HMAC is expected, and the other way about",
		async run(powens, tools) {
			const bearer = await deliver(tools, "USER_CREATED", {}, byHmac(powens, "USER_CREATED"), {});
			deepEqual(bearer.verdicts, ["signature_mechanism, not proven, 401"]);
			const hmac = await deliver(tools, "USER_CREATED", {}, byBearer(powens, "USER_CREATED"));
			deepEqual(hmac.verdicts, ["bearer_missing, not proven, 401"]);
		},
	},
	{
		name: "by the user's own token, and by no other",
		async run(powens, tools) {
			for (const event of /** @type {CoveredEvent[]} */ (Object.keys(EVENTS))) {
				const { verdicts, events, deliveries } = await deliver(tools, event, {}, byBearer(powens, event), {});
				deepEqual(verdicts, [""], event);
				equal(events[0].mechanism, "bearer");
				equal(userOf(events[0]), deliveries[0]?.userId, event);
				const other = await deliver(tools, event, {}, byBearer(powens, event, 2), {});
				deepEqual(other.verdicts, ["bearer_mismatch, not proven, 401"], event);
			}
		},
	},
];
