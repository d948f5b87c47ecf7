// What `import … from "powens-users/receiver/conformance"` offers.
export { inboxConformance } from "./conformance.js";
export type { ConformanceCase, ConformanceStore } from "./store.js";
