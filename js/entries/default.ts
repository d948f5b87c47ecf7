// Loaded by browsers, bundlers and every runtime without an entry of its own: an ES module that holds the WebAssembly as text.
import bytes from "../../pkg/wasm/powens_users_bg.wasm";
import { start } from "../start.js";

start(bytes, {});

export * from "../index.js";
