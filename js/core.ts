// The seam between TypeScript and the WebAssembly core: the only file that names what wasm-bindgen generated.
export { CoreUsersApi, initSync, registerAsciiParser, registerErrorClass } from "../pkg/wasm/powens_users.js";
