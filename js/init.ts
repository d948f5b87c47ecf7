import { initialiseAsync } from "./core.js";
import { PowensError } from "./powens-error.js";
import { introduce } from "./start.js";

declare const URL: new (relative: string, base: string) => UrlLike;
declare const fetch: (url: unknown) => PromiseLike<unknown>;

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
export type WasmSource = string | UrlLike | WasmRequestLike | WasmResponseLike | ArrayBuffer | ArrayBufferView | object;

let started: Promise<void> | undefined;

/**
 * Loads and starts the WebAssembly, which everything else in `powens-users/web` needs: until then it throws `not_initialized`.
 *
 * Calls made together, or again, share one promise; only the first one's source counts. After a failure it may be called again.
 * Where the runtime has an entry that starts by itself (Node, Deno, Bun, workerd, `require`), there is nothing to wait for.
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
	started ??= startFrom(source).catch((error) => {
		started = undefined;
		throw error;
	});
	return started;
}

async function startFrom(source: WasmSource | PromiseLike<WasmSource> | undefined): Promise<void> {
	try {
		await initialiseAsync(received(await (source ?? new URL("./powens_users.wasm", import.meta.url))));
	} catch (error) {
		throw error instanceof PowensError ? error : notInitialized(error);
	}
	introduce({});
}

/** A response, bytes or a module. */
async function received(source: WasmSource): Promise<unknown> {
	const isAddress = typeof source === "string" || "href" in source || "method" in source;
	const given = isAddress ? await fetch(source) : source;
	const { ok, status } = given as Partial<WasmResponseLike>;
	if (ok !== false) return given;
	throw new PowensError(
		`init: the WebAssembly was answered with status ${status}. Serve powens_users.wasm, or give its address.`,
		{
			code: "not_initialized",
			status: status ?? null,
		},
	);
}

function notInitialized(thrown: unknown): PowensError {
	const { name, message } = thrown instanceof Error ? thrown : { name: "Error", message: String(thrown) };
	const hint =
		"Is powens_users.wasm of this version served there, and does the content security policy allow 'wasm-unsafe-eval'?";
	return new PowensError(`init: the WebAssembly could not be started. ${hint}`, {
		code: "not_initialized",
		cause: { name, code: null, message },
	});
}
