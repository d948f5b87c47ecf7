// Loaded by Cloudflare's runtime, where bytes may not be compiled: the module comes from the bundler.
import module from "../../pkg/powens_users.wasm";
import { start } from "../start.js";

start(module, {});

export * from "../index.js";
