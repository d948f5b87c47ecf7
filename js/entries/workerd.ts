// Loaded by Cloudflare's runtime, which compiles no bytes once a worker has started, and with a compatibility date before
// 2025-06-01 none at all: the module comes from the bundler.
import module from "../../pkg/powens_users.wasm";
import { start } from "../start.js";

start(module, {});

export * from "../index.js";
