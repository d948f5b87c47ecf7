import { join } from "node:path";

// Where next itself is installed: by default it looks for a lock file above.
const root = join(import.meta.dirname, "../..");
// With webpack, this version of Next fails on any route handler for the edge runtime, even an empty one.
const edge = process.env.TURBOPACK ? ["edge.js"] : [];

export default {
	// Both bundlers build the same project.
	distDir: process.env.DIST,
	outputFileTracingRoot: root,
	turbopack: { root },
	pageExtensions: ["js", "jsx", ...edge],
};
