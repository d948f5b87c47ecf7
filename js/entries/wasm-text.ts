// The WebAssembly as text, for ES modules: pkg/wasm-text.js.
export { default } from "../../pkg/wasm/powens_users_bg.wasm";
