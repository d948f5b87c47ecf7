// The whole package as one ES module, without the WebAssembly: pkg/bare.js. Every entry that is an ES module takes it from there,
// so that a page which loads two of them has one core and one set of classes.
export { adopt, CANNOT_START, isProvided, webAssembly } from "../core/modules.js";
export { causeOf } from "../errors/foreign-error.js";
export * from "../index.js";
export { withParts } from "./part.js";
