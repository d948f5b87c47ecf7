// @ts-check
// The features of the crate, as its tests set them: one set for everything native, so that nothing is built twice.

/** What a native program may switch on. */
export const libraryFeatures = ["client", "reqwest", "gzip"];

/** What a program in a browser may switch on. */
export const wasmFeatures = ["client", "gloo-net", "gzip"];

/** All of it, and what only this repository's own tests use. */
export const nativeFeatures = [...libraryFeatures, "internals"];
