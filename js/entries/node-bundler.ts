// Loaded by bundlers for Node, and by those that run ES modules only, such as Vite's server: no CommonJS in it.
import bytes from "../../pkg/wasm/powens_users_bg.wasm";
import { start } from "../start.js";
import { nodePlatform } from "./node-platform.js";

start(bytes, nodePlatform);

export * from "../index.js";
