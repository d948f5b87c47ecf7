/** WebAssembly has no more memory. Whoever uses the core makes an error of the caller's kind of it. */
export class MemoryError extends Error {}
