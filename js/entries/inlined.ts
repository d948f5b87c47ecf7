// The whole package as one CommonJS module, which holds the WebAssembly as text: pkg/inlined.cjs. Whoever both imports and requires
// the package in Node has one core and one set of classes by it.
import users from "../../pkg/wasm/users/powens_users.wasm";
import webhooks from "../../pkg/wasm/webhooks/powens_users.wasm";
import { provide } from "../core/modules.js";
import { type Platform, registerPlatform } from "../core/platform.js";

export * from "../index.js";

/** Says where everything comes from, and what the runtime has. */
export function provideInlined(platform: Platform): void {
	registerPlatform(platform);
	provide(["users"], users);
	provide(["webhooks"], webhooks);
}
