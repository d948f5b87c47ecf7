// Loaded by `require` outside Node: jest's jsdom environment, and tools that ignore `exports`.
import { startInlined } from "./core.js";

startInlined({});

export * from "../index.js";
