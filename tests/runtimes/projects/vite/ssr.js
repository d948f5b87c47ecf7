// Runs a program of a server in development: as Vite gives it, module by module.
import { createServer } from "vite";

const [, , program] = process.argv;
const vite = await createServer({ configFile: "ssr.config.js", server: { middlewareMode: true }, appType: "custom" });
await vite.ssrLoadModule(program);
await vite.close();
