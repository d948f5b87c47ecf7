import { type Connection, type ScriptArgument, textOf } from "./client.js";
import type { RedisScript } from "./scripts.js";

/** Runs a script on a key, and gives what it replies. */
export type Run = (script: RedisScript, key: string, ...args: readonly ScriptArgument[]) => Promise<readonly unknown[]>;

/**
 * Runs scripts by their SHA-1, so that their text is sent only to a server that does not know them: a new one, one that was started
 * again, or one whose scripts were flushed. Either is the same step, sent again.
 */
export function runner(connection: Connection): Run {
	const shas = new Map<RedisScript, Promise<string>>();
	return async (script, key, ...args) => {
		let sha = shas.get(script);
		if (sha === undefined) {
			sha = sha1(script.source);
			shas.set(script, sha);
		}
		try {
			return list(await byEither(connection, script, await sha, key, args));
		} catch (thrown) {
			throw failure(script.name, thrown);
		}
	};
}

async function byEither(
	connection: Connection,
	script: RedisScript,
	sha: string,
	key: string,
	args: readonly ScriptArgument[],
): Promise<unknown> {
	try {
		return await connection.run("sha", sha, key, args);
	} catch (thrown) {
		if (!messageOf(thrown).startsWith("NOSCRIPT")) throw thrown;
		return await connection.run("source", script.source, key, args);
	}
}

function list(reply: unknown): readonly unknown[] {
	if (Array.isArray(reply)) return reply;
	throw new TypeError("the reply is no list");
}

/**
 * What a client throws may hold the command that failed, and with it the body that was to be kept: it is told in words, and not
 * handed on.
 */
function failure(step: string, thrown: unknown): Error {
	const [name, code] = ["name", "code"].map((property) => textOf((thrown as Record<string, unknown> | null)?.[property]));
	// Redis quotes the arguments of a command that it does not know.
	const [message = ""] = messageOf(thrown).split(", with args beginning with");
	const error = new Error(`Redis did not ${step}: ${[name, code, message].filter((part) => part !== "").join(" ")}`);
	error.name = "RedisInboxError";
	return error;
}

function messageOf(thrown: unknown): string {
	return thrown instanceof Error ? thrown.message : textOf(thrown);
}

async function sha1(source: string): Promise<string> {
	const digest = await crypto.subtle.digest("SHA-1", new TextEncoder().encode(source));
	return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
