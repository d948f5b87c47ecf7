// Loaded by `require` outside Node: jest's jsdom environment, and tools that ignore `exports`.
import { provideInlined } from "./core.js";

provideInlined({});

export * from "../index.js";
