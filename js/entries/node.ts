// Loaded by Node, Deno and Bun.
import { provideInlined } from "./core.js";
import { nodePlatform } from "./node-platform.js";

provideInlined(nodePlatform);

export * from "../index.js";
