import { join } from "node:path";

// Where next itself is installed: by default it looks for a lock file above.
const root = join(import.meta.dirname, "../..");

export default { distDir: process.env.DIST, outputFileTracingRoot: root, turbopack: { root } };
