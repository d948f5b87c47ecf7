import { build } from "esbuild";

const options = { bundle: true, platform: "node", outdir: "dist-server", logLevel: "info" };
const app = ["server.js", "server-web.js", "server-both.js"].map((name) => `../app/${name}`);

await build({ ...options, entryPoints: app, format: "esm", outExtension: { ".js": ".mjs" } });
await build({ ...options, entryPoints: app, format: "cjs", outExtension: { ".js": ".cjs" } });
