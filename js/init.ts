import { type ErrorCause, PowensError, type PowensErrorFields } from "./powens-error.js";
import { startAsync } from "./start.js";

declare const URL: new (relative: string, base: string) => UrlLike;
declare const fetch: (address: unknown) => PromiseLike<WasmResponseLike>;
declare const Response: (new () => object) | undefined;

/** The platform's `URL`. Source: our decision. */
export interface UrlLike {
	readonly href: string;
}

/** The platform's `Request`. Source: our decision. */
export interface WasmRequestLike {
	readonly url: string;
	readonly method: string;
}

/** The platform's `Response`. Source: our decision. */
export interface WasmResponseLike {
	readonly ok: boolean;
	readonly status: number;
	arrayBuffer(): PromiseLike<ArrayBuffer>;
}

/** The platform's `WebAssembly.Module`. Source: our decision. */
export interface WasmModuleLike {
	readonly [Symbol.toStringTag]?: "WebAssembly.Module";
}

/**
 * Where the WebAssembly comes from: an address, a request, a response, bytes, or a `WebAssembly.Module`.
 *
 * @example
 * ```ts
 * const source: WasmSource = "/assets/powens_users.wasm";
 * ```
 *
 * Source: our decision.
 */
export type WasmSource = string | UrlLike | WasmRequestLike | WasmResponseLike | ArrayBuffer | ArrayBufferView | WasmModuleLike;

let started: Promise<void> | undefined;

/**
 * Loads and starts the WebAssembly, which everything else in `powens-users/web` needs: until then it throws `not_initialized`.
 *
 * Calls made together, or again, share one promise; only the first one's source counts. After a failure it may be called again,
 * unless it was given another WebAssembly module than ours. Where `powens-users` is on the page too, or the runtime has an entry
 * that starts by itself (Node, Deno, Bun, workerd, `require`), there is nothing to load.
 *
 * @param source The file `powens_users.wasm`. By default it lies beside this module, where bundlers that know
 * `new URL("…", import.meta.url)` put it too (Vite, webpack, rspack, Parcel). A server should send it as `application/wasm`, so
 * that it is compiled while it is being received.
 *
 * @throws {PowensError} `not_initialized`: the file could not be fetched (`status`), is no such module, or a content security
 * policy forbids WebAssembly (`cause`).
 *
 * @example
 * ```ts
 * import { init, UsersApi } from "powens-users/web";
 *
 * await init();
 * const api = new UsersApi({ baseUrl: "/powens/2.0", usersToken: null, userToken: null });
 * ```
 *
 * Source: our decision.
 */
export function init(source?: WasmSource | PromiseLike<WasmSource>): Promise<void> {
	// A source that is not needed may fail: nobody else hears of it.
	Promise.resolve(source).catch(() => {});
	started ??= startFrom(source).catch((error) => {
		started = undefined;
		throw error;
	});
	return started;
}

async function startFrom(source: WasmSource | PromiseLike<WasmSource> | undefined): Promise<void> {
	try {
		await startAsync(async () => received((await source) ?? ownAddress()));
	} catch (error) {
		throw error instanceof PowensError ? error : notInitialized(error);
	}
}

function ownAddress(): UrlLike {
	// In a classic script a bundler has left nothing of it.
	if (!import.meta.url) throw failure("this script does not know where it lies. Give the address of powens_users.wasm.");
	return new URL("./powens_users.wasm", import.meta.url);
}

/** A `Response` that may be compiled while it is being received, bytes or a module. */
async function received(source: WasmSource): Promise<unknown> {
	const given = isAddress(source) ? await fetch(typeof source === "object" && "href" in source ? source.href : source) : source;
	if (ArrayBuffer.isView(given)) return new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
	if (!isResponse(given)) return given;
	if (!given.ok) {
		const { status } = given;
		const answer = status === 0 ? "answered opaquely, as `no-cors` asks" : `answered with status ${status}`;
		throw failure(`the WebAssembly was ${answer}. Serve powens_users.wasm, or give its address.`, { status });
	}
	// Of another realm, or of a library: only the platform's own can be compiled by and by.
	return typeof Response === "function" && given instanceof Response ? given : given.arrayBuffer();
}

function isAddress(source: WasmSource): source is string | UrlLike | WasmRequestLike {
	return typeof source === "string" || "href" in source || "method" in source;
}

function isResponse(source: WasmResponseLike | ArrayBuffer | WasmModuleLike): source is WasmResponseLike {
	return "arrayBuffer" in source;
}

const HINT =
	"Is powens_users.wasm of this version served there, and does the content security policy allow it (`connect-src`, and " +
	"`script-src 'wasm-unsafe-eval'`)?";

function notInitialized(thrown: unknown): PowensError {
	return failure(`the WebAssembly could not be started. ${HINT}`, { cause: causeOf(thrown) });
}

/** A copy that can do no harm, of what may be anything. */
function causeOf(thrown: unknown): ErrorCause {
	try {
		const { name, message } = thrown as Partial<Error>;
		if (typeof name === "string" && typeof message === "string") return { name, code: null, message };
		return { name: "Error", code: null, message: String(thrown) };
	} catch {
		return { name: "Error", code: null, message: "something that cannot be read was thrown" };
	}
}

function failure(message: string, fields: Omit<PowensErrorFields, "code"> = {}): PowensError {
	return new PowensError(`init: ${message}`, { ...fields, code: "not_initialized" });
}
