import { causeOf } from "../errors/foreign-error.js";
import { PowensError, type PowensErrorFields } from "../errors/powens-error.js";
import { adopt, CANNOT_START, isProvided, type WasmModule, webAssembly } from "./modules.js";

declare const URL: new (relative: string, base: string) => UrlLike;
declare const fetch: (address: unknown) => PromiseLike<WasmResponseLike>;
declare const Response: (new () => object) | undefined;
declare const console: { warn(text: string): void };

/** The platform's `URL`. */
export interface UrlLike {
	readonly href: string;
}

/** The platform's `Request`. */
export interface WasmRequestLike {
	readonly url: string;
	readonly method: string;
}

/** The platform's `Response`. */
export interface WasmResponseLike {
	readonly ok: boolean;
	readonly status: number;
	arrayBuffer(): PromiseLike<ArrayBuffer>;
}

/** The platform's `WebAssembly.Module`. */
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
 */
export type WasmSource = string | UrlLike | WasmRequestLike | WasmResponseLike | ArrayBuffer | ArrayBufferView | WasmModuleLike;

let started: Promise<void> | undefined;

/**
 * Loads and starts the WebAssembly, which everything else in `powens-users/web` needs: until then it throws `not_initialized`.
 *
 * Calls made together, or again, share one promise; only the first one's source counts. After a failure it may be called again.
 * Where `powens-users` is on the page too, or the runtime has an entry that starts by itself (Node, Deno, Bun, workerd,
 * `require`), there is nothing to load.
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
	if (isProvided()) return;
	try {
		const module = await compiled((await source) ?? ownAddress());
		adopt(module, await webAssembly().instantiate(module, {}));
	} catch (error) {
		throw error instanceof PowensError ? error : notInitialized(error);
	}
}

function ownAddress(): UrlLike {
	// In a classic script a bundler has left nothing of it.
	if (!import.meta.url) throw failure("give the address of powens_users.wasm: this script does not know its own.");
	return new URL("./powens_users.wasm", import.meta.url);
}

async function compiled(source: WasmSource): Promise<WasmModule> {
	const WebAssembly = webAssembly();
	const isAddress = typeof source === "string" || "href" in source || "method" in source;
	const given = isAddress ? await fetch((source as UrlLike).href ?? source) : (source as Exclude<WasmSource, string | UrlLike>);
	if (ArrayBuffer.isView(given)) return WebAssembly.compile(new Uint8Array(given.buffer, given.byteOffset, given.byteLength));
	if (given instanceof ArrayBuffer) return WebAssembly.compile(given);
	if (!("arrayBuffer" in given)) return given;
	if (!given.ok) {
		const { status } = given;
		const answer = status === 0 ? "answered opaquely (`no-cors`)" : `answered with status ${status}`;
		throw failure(`powens_users.wasm was ${answer}. Serve it, or give its address.`, { status });
	}
	// `compileStreaming` takes only the platform's own `Response`, of the right type.
	if (typeof Response === "function" && given instanceof Response && WebAssembly.compileStreaming !== undefined) {
		const type = (given as { headers?: { get(name: string): string | null } }).headers?.get("Content-Type");
		if (type?.startsWith("application/wasm")) return WebAssembly.compileStreaming(given);
		console.warn("powens-users: serve powens_users.wasm as application/wasm.");
	}
	return WebAssembly.compile(await given.arrayBuffer());
}

function notInitialized(thrown: unknown): PowensError {
	return failure(`${CANNOT_START} Is powens_users.wasm of this version served there (\`connect-src\`)?`, {
		cause: causeOf(thrown),
	});
}

function failure(message: string, fields: Omit<PowensErrorFields, "code"> = {}): PowensError {
	return new PowensError(`init: ${message}`, { ...fields, code: "not_initialized" });
}
