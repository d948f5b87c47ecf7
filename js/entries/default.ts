// Loaded by browsers, by bundlers for them, and by every runtime without an entry of its own.
import bytes from "../../pkg/wasm/powens_users_bg.wasm";
import { start } from "../start.js";

start(bytes, {});

export * from "../index.js";
