// What the entries of Node and for `require` share: pkg/core.cjs, a few lines around pkg/inlined.cjs. When an ES module imports a
// CommonJS one, Node reads its whole text for the names of its exports; here, there is little to read.
export * from "../index.js";
export { provideInlined } from "./inlined.js";
