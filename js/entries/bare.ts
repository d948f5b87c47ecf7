// The whole package as one ES module, without the WebAssembly: pkg/bare.js. Every entry that is an ES module takes it from there,
// so that a page which loads two of them has one core and one set of classes.
export * from "../index.js";
export { start, startAsync } from "../start.js";
