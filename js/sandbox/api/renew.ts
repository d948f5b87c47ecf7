// The parameters of `POST /2.0/auth/renew`, from JSON or from a form.
import { invalidValue, missingParameter } from "./errors.js";

/** What a server sends to obtain a user token. */
export interface RenewRequest {
	readonly clientId: string;
	readonly clientSecret: string;
	readonly userId: number;
	/** Ends the earlier tokens of the user. */
	readonly revokePrevious: boolean;
}

type Parameters = Readonly<Record<string, unknown>>;

/**
 * Reads the parameters, in the order in which they are documented.
 *
 * @throws {ApiError} `missingParameter`, naming the first one that is absent, null or empty; `invalidValue` for a body that
 * cannot be read and for a value that is not allowed.
 */
export function readRenewRequest(contentType: string | undefined, body: string): RenewRequest {
	const parameters = readBody(contentType, body);
	if (readText(parameters, "grant_type") !== "client_credentials") throw invalidValue("grant_type is to be client_credentials.");
	return {
		clientId: readText(parameters, "client_id"),
		clientSecret: readText(parameters, "client_secret"),
		userId: readUserId(parameters),
		revokePrevious: readFlag(parameters, "revoke_previous"),
	};
}

function readBody(contentType: string | undefined, body: string): Parameters {
	const type = contentType?.split(";")[0]?.trim().toLowerCase();
	if (type === "application/x-www-form-urlencoded") return Object.fromEntries(new URLSearchParams(body));
	if (type !== "application/json")
		throw invalidValue("Content-Type is to be application/json or application/x-www-form-urlencoded.");
	const value = parseJson(body);
	if (typeof value !== "object" || value === null || Array.isArray(value)) throw invalidValue("The body is to be a JSON object.");
	return value as Parameters;
}

function parseJson(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		throw invalidValue("The body is not JSON.");
	}
}

/** The value of a required parameter. */
function read(parameters: Parameters, name: string): unknown {
	const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
	if (value === undefined || value === null || value === "") throw missingParameter(name);
	return value;
}

function readText(parameters: Parameters, name: string): string {
	const value = read(parameters, name);
	if (typeof value !== "string") throw invalidValue(`${name} is to be text.`);
	return value;
}

function readUserId(parameters: Parameters): number {
	const value = read(parameters, "id_user");
	const id = typeof value === "string" && /^[1-9]\d{0,15}$/.test(value) ? Number(value) : value;
	if (typeof id !== "number" || !Number.isSafeInteger(id) || id < 1) throw invalidValue("id_user is to be a positive integer.");
	return id;
}

/** An optional flag: a boolean, or its text in a form. */
function readFlag(parameters: Parameters, name: string): boolean {
	const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
	if (value === undefined || value === null || value === false || value === "false") return false;
	if (value === true || value === "true") return true;
	throw invalidValue(`${name} is to be true or false.`);
}
