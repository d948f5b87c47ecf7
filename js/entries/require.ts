// Loaded by `require` outside Node: jest's jsdom environment, and tools that ignore `exports`.
import { startOnce } from "./core.js";

startOnce({});

export * from "../index.js";
