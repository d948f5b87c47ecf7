// The WebAssembly of the part "webhooks" as text, for ES modules: pkg/webhooks-text.js.
export { default } from "../../pkg/wasm/webhooks/powens_users.wasm";
