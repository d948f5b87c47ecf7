// Loaded by browsers, bundlers and every runtime without an entry of its own: an ES module that holds the WebAssembly as text.
import bytes from "../../pkg/wasm/powens_users_bg.wasm";
import { initSync, registerErrorClass } from "../core.js";
import { PowensError } from "../powens-error.js";

initSync({ module: bytes });
registerErrorClass(PowensError);

export * from "../index.js";
