import { lines } from "./sentence.js";

/** The options that are numbers, by the core's numbers of them. */
export const SETTINGS = /* @__PURE__ */ lines(`timeoutMs
maxRetries
maxResponseBytes
limit
offset
toleranceSeconds
maxAgeSeconds
maxBodyBytes
maxBytes
maxIssues`);
