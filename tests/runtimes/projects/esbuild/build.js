import { build } from "esbuild";

const options = { bundle: true, minify: true, format: "esm", outdir: "dist", logLevel: "info" };
const app = ["main.js", "require.cjs", "both.js"].map((name) => `../app/${name}`);

await build({ ...options, entryPoints: app });
await build({ ...options, entryPoints: ["../app/web-file.js"], loader: { ".wasm": "file" } });
await build({ ...options, entryPoints: ["../app/main.js"], format: "iife", outfile: "dist/script.js", outdir: undefined });
