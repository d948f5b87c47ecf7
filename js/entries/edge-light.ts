// Loaded by Next's edge runtime, which compiles no bytes where it is deployed: the module comes from the bundler, which knows it
// by `?module`.
import module from "../../pkg/powens_users.wasm?module";
import { start } from "../start.js";

declare const WebAssembly: { readonly Module: { readonly prototype: object } };

// It was compiled in another realm, so that it is no instance of this one's class, and wasm-bindgen would take it for bytes.
start(Object.setPrototypeOf(module, WebAssembly.Module.prototype), {});

export * from "../index.js";
