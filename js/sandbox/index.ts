// What `import … from "powens-users/sandbox"` offers. Web standards only: runs in Node, browsers, workers.
export { createSandbox, type Sandbox, type SandboxOptions } from "./sandbox.js";
export type { SandboxInit, SandboxInput, SandboxResponse } from "./web-types.js";
