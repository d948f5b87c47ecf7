// The WebAssembly of the part "users" as text, for ES modules: pkg/users-text.js.
export { default } from "../../pkg/wasm/users/powens_users.wasm";
