// The WebAssembly modules of the package: where each comes from, and the one that runs. Started when it is first used, so that a
// page pays for what it uses alone, and an import never fails.

import { causeOf } from "../errors/foreign-error.js";
import { PowensError } from "../errors/powens-error.js";
import { Core, type Exports } from "./core.js";
import { MemoryError } from "./memory-error.js";

/** A compiled module, which no type of TypeScript's own describes. */
export type WasmModule = object;

/** A part of the package. One module holds one part, or all of them. */
export type Part = "users" | "webhooks";

/** Gives the module, or its bytes. */
export type Source = () => Uint8Array<ArrayBuffer> | WasmModule;

export interface WebAssemblyLike {
	compile(bytes: unknown): Promise<WasmModule>;
	compileStreaming?(response: unknown): Promise<WasmModule>;
	instantiate(module: WasmModule, imports: object): Promise<{ readonly exports: object }>;
	readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => WasmModule;
	readonly Instance: new (module: WasmModule, imports: object) => { readonly exports: object };
}

/** Names the build of the module that this JavaScript belongs to: a cache may keep the file of another one. */
declare const BUILD: string;

interface Known {
	source: Source;
	module?: WasmModule;
	core?: Core;
}

// Without a prototype: a polluted one would know parts that nobody has provided.
const known = Object.create(null) as { [P in Part]?: Known };

/** Says where parts of the package come from. The first to say it counts. */
export function provide(parts: readonly Part[], source: Source): void {
	const one: Known = { source };
	for (const part of parts) known[part] ??= one;
}

/** Whether it is known where every part comes from. */
export function isProvided(): boolean {
	return known.users !== undefined && known.webhooks !== undefined;
}

/** Takes an instance of a module with all parts. What another entry has provided meanwhile stays: there may be objects in it. */
export function adopt(module: WasmModule, instance: { readonly exports: object }): void {
	const one: Known = { source: () => module, module, core: new Core(checked(instance)) };
	known.users ??= one;
	known.webhooks ??= one;
}

/**
 * The running module of a part.
 *
 * @throws {PowensError} `not_initialized`
 */
export function coreOf(part: Part): Core {
	const entry = known[part];
	if (entry?.core !== undefined) return entry.core;
	// Where there is none, that is what to say.
	webAssembly();
	if (entry === undefined) {
		throw notInitialized("powens-users/web is not started: call `await init()` first.");
	}
	try {
		entry.core = new Core(instantiate(entry));
	} catch (thrown) {
		throw thrown instanceof PowensError ? thrown : notInitialized(CANNOT_START, thrown);
	}
	return entry.core;
}

/**
 * Does something with a running module. What the core throws, it throws for want of memory or of stack, in the middle of its work:
 * it is not used again, and the next use gets a new one.
 *
 * @throws {MemoryError}
 */
export function using<T>(core: Core, work: (core: Core) => T): T {
	try {
		return work(core);
	} catch (thrown) {
		if (!isTrap(thrown)) throw thrown;
		for (const entry of Object.values(known)) if (entry.core === core) delete entry.core;
		throw isStackOverflow(thrown) ? thrown : new MemoryError();
	}
}

function instantiate(entry: Known): Exports {
	const WebAssembly = webAssembly();
	if (entry.module === undefined) {
		const given = entry.source();
		entry.module = ArrayBuffer.isView(given) ? new WebAssembly.Module(given as Uint8Array<ArrayBuffer>) : given;
	}
	return checked(new WebAssembly.Instance(entry.module, {}));
}

/** The exports of an instance, if it is ours and of this build. */
function checked({ exports }: { readonly exports: object }): Exports {
	if (!(BUILD in exports)) throw new Error("this is another module, or of another version of powens-users");
	return exports as Exports;
}

/**
 * The platform's WebAssembly.
 *
 * @throws {PowensError} `not_initialized`
 */
export function webAssembly(): WebAssemblyLike {
	const { WebAssembly } = globalThis as { WebAssembly?: WebAssemblyLike };
	if (WebAssembly !== undefined) return WebAssembly;
	throw notInitialized("This runtime has no WebAssembly, which powens-users needs.");
}

function isTrap(thrown: unknown): boolean {
	return MemoryError.is(thrown) || isStackOverflow(thrown) || (thrown as Error | undefined)?.name === "RuntimeError";
}

/** RangeError in V8 and JavaScriptCore, InternalError in Firefox. */
function isStackOverflow(thrown: unknown): boolean {
	return thrown instanceof RangeError || (thrown as Error | undefined)?.name === "InternalError";
}

/** Said where a module cannot be compiled. */
export const CANNOT_START =
	"The WebAssembly could not be started. Does the content security policy allow it (`script-src 'wasm-unsafe-eval'`)?";

function notInitialized(message: string, thrown?: unknown): PowensError {
	return new PowensError(message, { code: "not_initialized", cause: thrown === undefined ? thrown : causeOf(thrown) });
}
