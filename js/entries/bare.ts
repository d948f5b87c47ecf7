// The whole package as one ES module, without the WebAssembly: pkg/bare.js, for entries that have it from elsewhere.
export { initialiseAsync } from "../core.js";
export * from "../index.js";
export { introduce, start } from "../start.js";
