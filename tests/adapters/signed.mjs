// @ts-check
// Requests as Powens sends them, and what is wrong with some.
import { Webhooks } from "powens-users";

export const SECRET = "a secret of the tests, é";
export const TOKEN = "token-on-record.of-user_42";
export const PATHS = Object.freeze({
	created: "/powens/user-created",
	any: "/powens/any",
	bearer: "/powens/acme/user-created",
	oauth: "/powens/oauth",
});

/**
 * @typedef {object} Sent
 * @property {string} [method]
 * @property {string} path
 * @property {Record<string, string | string[]>} headers
 * @property {Uint8Array} body
 * @property {boolean} [isChunked] no length is declared
 */

const webhooks = new Webhooks({ secretKey: SECRET });
const stranger = new Webhooks({ secretKey: "another secret" });
const type = { "Content-Type": "application/json; charset=utf-8" };

/**
 * The body of a USER_CREATED.
 *
 * @param {number} id
 * @param {object} [more]
 */
export const createdBody = (id, more = {}) =>
	Buffer.from(JSON.stringify({ id: 42, signin: "2026-06-01 12:34:56", agency: "Orléans 🏦", id_webhook_data: id, ...more }));

/**
 * A signed request.
 *
 * @param {Uint8Array} body
 * @param {{ path?: string, date?: string, sender?: Webhooks }} [parts]
 * @returns {Sent}
 */
export function signed(body, { path = PATHS.created, date, sender = webhooks } = {}) {
	return { path, headers: { ...type, .../** @type {{}} */ (sender.sign({ path, body, ...(date && { date }) })) }, body };
}

/** @param {Uint8Array} body @param {string} [path] */
export const forged = (body, path) => signed(body, { sender: stranger, ...(path && { path }) });

/** @param {Uint8Array} body @returns {Sent} */
export const unsigned = (body) => ({ path: PATHS.created, headers: type, body });

/** @param {Uint8Array} body @param {string} path @param {string} token @returns {Sent} */
export const withBearer = (body, path, token) => ({ path, headers: { ...type, Authorization: `Bearer ${token}` }, body });
