// The arguments of one call.
import type { Core } from "../core/core.js";
import { method } from "../core/guarded.js";
import type { Writer } from "../core/record.js";
import { readRedacted } from "../errors/cause-record.js";
import { typeName } from "../errors/foreign-error.js";
import { type ClientOptions, writeNumber } from "./client-options.js";
import type { AbortSignalLike } from "./options.js";
import { invalidArgument, OwnOptions } from "./own-options.js";
import { Route } from "./reasons.js";
import { isSignal } from "./signal.js";
import { userIdText } from "./texts.js";

/** What a call is told. */
export interface CallArguments {
	readonly route: Route;
	/** Undefined for a list. */
	readonly userId: number | "me" | undefined;
	readonly limit: number | undefined;
	readonly offset: number | undefined;
	readonly timeoutMs: number | undefined;
	readonly token: string | undefined;
	readonly signal: AbortSignalLike | undefined;
}

export const NO_SIGNAL = "signal must be an AbortSignal.";

const HINT = "The options of a call must be an object, such as { signal, timeoutMs, token }.";

/** Reads the arguments; the core judges numbers and texts. */
export function readCallArguments(
	core: Core,
	client: ClientOptions,
	route: Route,
	userId: unknown,
	given: unknown,
): CallArguments {
	const effect = route === Route.Delete ? "none" : null;
	const secrets = [...client.secrets];
	const options = new OwnOptions(given ?? {}, HINT, (cause) => readRedacted(core, secrets, cause), effect);
	if (route !== Route.List && typeof userId !== "number" && typeof userId !== "string") {
		throw invalidArgument(userIdText(typeProblem(userId)), effect);
	}
	const token = options.text("token");
	if (token !== undefined) secrets.push(token);
	const [limit, offset] = route === Route.List ? [options.number("limit"), options.number("offset")] : [];
	const timeoutMs = options.number("timeoutMs");
	const signal = options.get("signal");
	if (signal !== undefined && !(isSignal(signal) && method(signal, "addEventListener") !== undefined)) {
		throw options.refusal(NO_SIGNAL);
	}
	return { route, userId: userId as number | "me" | undefined, limit, offset, timeoutMs, token, signal };
}

function typeProblem(userId: unknown): string {
	if (userId === undefined) return "none was given";
	return typeof userId === "bigint" ? "it is a BigInt; use Number(id)" : `it is of type ${typeName(userId)}`;
}

/** Tells the core a call: the options of its client, which call, its own options. */
export function writeCall(core: Core, client: ClientOptions, call: CallArguments): Writer {
	const writer = core.write().bytes(client.record).byte(call.route);
	if (call.route === Route.List) {
		writeNumber(writer, call.limit);
		writeNumber(writer, call.offset);
	} else {
		writer.text(typeof call.userId === "string" ? call.userId : null);
		if (typeof call.userId === "number") writer.number(call.userId);
	}
	writeNumber(writer, call.timeoutMs);
	return writer.text(call.token);
}
