import { build } from "esbuild";

const options = { entryPoints: ["../app/server.js"], bundle: true, platform: "node", logLevel: "info" };

await build({ ...options, format: "esm", outfile: "dist/server.mjs" });
await build({ ...options, format: "cjs", outfile: "dist/server.cjs" });
