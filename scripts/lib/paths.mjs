// @ts-check
// Where things are. Whatever a script makes lies in the project folder: `pkg/`, `target/`, `www/dist/` or `.cache/`.
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));

/** @param {...string} parts relative to the project folder */
export const inProject = (...parts) => join(root, ...parts);

export const cache = inProject(".cache");
export const toolsFolder = join(cache, "tools");
export const browsersFolder = join(cache, "browsers");
export const pkg = inProject("pkg");
