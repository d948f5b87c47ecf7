// The web's own types where the platform's are known, and else what the sandbox does with them: who has neither the types of Node
// nor those of the browser can compile with it all the same.
import type { AbortSignalLike } from "../users/options.js";

type Runtime<Name extends string, Otherwise> = typeof globalThis extends { [Key in Name]: { prototype: infer Type } }
	? Type
	: Otherwise;

/** What a sandbox is asked for: text, or the platform's `URL` or `Request`. Source: our decision. */
export type SandboxInput = string | Runtime<"URL", never> | Runtime<"Request", never>;

/** What a request carries: the platform's `RequestInit`. Source: our decision. */
export type SandboxInit = typeof globalThis extends { Request: new (input: string, init?: infer Init) => unknown }
	? Init
	: {
			method?: string | undefined;
			headers?: Record<string, string> | undefined;
			body?: string | undefined;
			signal?: AbortSignalLike | undefined;
		};

/** What a sandbox answers with: the platform's `Response`. Source: our decision. */
export type SandboxResponse = Runtime<
	"Response",
	{
		readonly status: number;
		readonly headers: { get(name: string): string | null };
		arrayBuffer(): Promise<ArrayBuffer>;
		text(): Promise<string>;
		json(): Promise<unknown>;
	}
>;
