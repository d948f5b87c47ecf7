// The platform's own types where they are known, and else what the receiver does with them: who has neither the types of Node nor
// those of the browser can compile with it all the same.
import type { AbortSignalLike } from "../users/options.js";

type Runtime<Name extends string, Otherwise> = typeof globalThis extends { [Key in Name]: { prototype: infer Type } }
	? Type
	: Otherwise;

/** What a handler is told by that nobody waits for it any more: the platform's `AbortSignal`. Source: our decision. */
export type HandlerSignal = Runtime<"AbortSignal", AbortSignalLike>;

/** What a receiver answers a web-standard request with: the platform's `Response`. Source: our decision. */
export type WebResponse = Runtime<
	"Response",
	{
		readonly status: number;
		readonly headers: { get(name: string): string | null };
		text(): Promise<string>;
	}
>;
