// @ts-check
// Each contender verifies the same body with its own scheme of signature, from what a handler in Node has: the body's bytes and the
// headers.
import { createHmac, timingSafeEqual } from "node:crypto";
import { sign as signGitHub, verify as verifyGitHub } from "@octokit/webhooks-methods";
import { Webhooks } from "powens-users";
import { Webhook as StandardWebhook } from "standardwebhooks";
import Stripe from "stripe";
import { ajvValidator, zodValidator } from "./schemas.mjs";

/**
 * @typedef {import("./bodies.mjs").Body["type"]} Type
 * @typedef {Record<string, string>} Headers as Node gives them: a plain object, names in lower case
 */

/**
 * @typedef {object} Contender
 * @property {(body: Buffer) => Headers | Promise<Headers>} sign what a sender adds now; it stays fresh for five minutes
 * @property {(type: Type) => (body: Buffer, headers: Headers) => unknown} verifier throws, or gives the event
 */

export const secretKey = "PIjRcgYGE0Ew5mi3EvKNtw0AkcAlYiCQ";
export const path = "/hooks/powens";
const webhooks = new Webhooks({ secretKey });
const standard = new StandardWebhook(secretKey, { format: "raw" });

/**
 * Of the product three, by how much of the event is read: `event.payload` is what all others give.
 *
 * @satisfies {Record<string, Contender>}
 */
export const contenders = {
	untouched: { sign: signPowens, verifier: (type) => (body, headers) => webhooks.verify(type, { path, headers, body }) },
	user: { sign: signPowens, verifier: (type) => (body, headers) => webhooks.verify(type, { path, headers, body }).user },
	payload: { sign: signPowens, verifier: (type) => (body, headers) => webhooks.verify(type, { path, headers, body }).payload },
	floor: { sign: signPowens, verifier: () => floor },
	"floor + ajv": { sign: signPowens, verifier: floorWithAjv },
	"floor + zod": { sign: signPowens, verifier: floorWithZod },
	stripe: {
		sign: (body) => ({
			"stripe-signature": Stripe.webhooks.generateTestHeaderString({ payload: body.toString(), secret: secretKey }),
		}),
		verifier: () => (body, headers) => Stripe.webhooks.constructEvent(body, headers["stripe-signature"] ?? "", secretKey),
	},
	standardwebhooks: { sign: signStandard, verifier: () => (body, headers) => standard.verify(body, headers) },
	octokit: {
		sign: async (body) => ({ "x-hub-signature-256": await signGitHub(secretKey, body.toString()) }),
		verifier: () => octokit,
	},
};

/** @typedef {keyof typeof contenders} Name */

/**
 * The headers of a request: those that come with any, and the signature.
 *
 * @param {Name} name
 * @param {Buffer} body
 * @returns {Promise<Headers>}
 */
export async function headersOf(name, body) {
	return {
		host: "hooks.example.com",
		"user-agent": "Powens",
		"content-type": "application/json; charset=utf-8",
		"content-length": String(body.length),
		connection: "keep-alive",
		...(await contenders[name].sign(body)),
	};
}

/**
 * @param {Buffer} body
 * @param {string} date
 */
function powensMac(body, date) {
	return createHmac("sha256", secretKey).update(`POST.${path}.${date}.`).update(body).digest();
}

/** @param {Buffer} body */
function signPowens(body) {
	const date = new Date().toISOString();
	return { "bi-signature": powensMac(body, date).toString("base64"), "bi-signature-date": date };
}

/**
 * The least that a handler can do.
 *
 * @param {Buffer} body
 * @param {Headers} headers
 */
function floor(body, headers) {
	const signature = Buffer.from(headers["bi-signature"] ?? "", "base64");
	if (!timingSafeEqual(signature, powensMac(body, headers["bi-signature-date"] ?? ""))) throw new Error("not signed by this key");
	return JSON.parse(body.toString());
}

/**
 * @param {Type} type
 * @returns {typeof floor}
 */
function floorWithAjv(type) {
	const isValid = ajvValidator(type);
	return (body, headers) => {
		const payload = floor(body, headers);
		if (!isValid(payload)) throw new Error("not such an event");
		return payload;
	};
}

/**
 * @param {Type} type
 * @returns {typeof floor}
 */
function floorWithZod(type) {
	const schema = zodValidator(type);
	return (body, headers) => schema.parse(floor(body, headers));
}

/** @param {Buffer} body */
function signStandard(body) {
	const [id, now] = ["msg_2KWPBgLlAfxdpx2AI54pPJ85f4W", new Date()];
	const timestamp = String(Math.floor(now.getTime() / 1000));
	return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": standard.sign(id, now, body) };
}

/**
 * Its verify takes text, and is asynchronous.
 *
 * @param {Buffer} body
 * @param {Headers} headers
 */
async function octokit(body, headers) {
	const text = body.toString();
	if (!(await verifyGitHub(secretKey, text, headers["x-hub-signature-256"] ?? ""))) throw new Error("not signed by this key");
	return JSON.parse(text);
}
