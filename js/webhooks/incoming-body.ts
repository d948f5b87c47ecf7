import type { Bytes } from "../core/bytes.js";
import type { MaxBytes } from "./max-bytes.js";

/** Reads a body of which nothing was read yet, no further than a limit. */
export type IncomingBody = (max: MaxBytes) => Bytes | Promise<Bytes>;
