/**
 * `Uint8Array<ArrayBuffer>`, as an older TypeScript knows it too: before 5.7 the type takes no argument. A slice has memory of its
 * own in each of them.
 */
export type Bytes = ReturnType<Uint8Array["slice"]>;
