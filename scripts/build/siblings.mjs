// @ts-check
import { relative, resolve } from "node:path";
import { inProject } from "../lib/paths.mjs";

/**
 * Makes a bundle import other files of pkg/ instead of holding a copy of them: two copies would be two classes and two
 * WebAssembly memories in a program that loads both.
 *
 * @param {Readonly<Record<string, string>>} files source, relative to js/ → file beside the bundle that holds it
 * @param {() => string[]} names what js/index.ts exports
 * @returns {import("esbuild").Plugin}
 */
export function siblings(files, names) {
	return {
		name: "siblings",
		setup({ onLoad, onResolve }) {
			onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir, namespace }) => {
				if (namespace === "names") return { path, external: true };
				const source = relative(inProject("js"), resolve(resolveDir, path)).replaceAll("\\", "/");
				const file = files[source];
				if (file === undefined) return undefined;
				return source === "index.js" ? { path: file, namespace: "names" } : { path: file, external: true };
			});
			// One by one: Node finds the names of exports in the text, and the other file has some that are not for users.
			onLoad({ filter: /^/, namespace: "names" }, ({ path }) => ({
				contents: `export { ${names().join(", ")} } from "${path}";\n`,
				resolveDir: inProject("pkg"),
			}));
		},
	};
}
