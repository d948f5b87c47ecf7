// Loaded by Node, Deno and Bun.
import { startInlined } from "./core.js";
import { nodePlatform } from "./node-platform.js";

startInlined(nodePlatform);

export * from "../index.js";
