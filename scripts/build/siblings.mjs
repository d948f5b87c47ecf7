// @ts-check

/**
 * Makes a bundle import other files of pkg/ instead of holding a copy of them: two copies would be two classes and two
 * WebAssembly memories in a program that loads both.
 *
 * @param {Record<string, string>} files module, as a source names it → file beside the bundle
 * @param {() => string[]} names what the package exports; asked once the core is there
 * @returns {import("esbuild").Plugin}
 */
export function siblings(files, names) {
	const core = files["./core.js"];
	return {
		name: "siblings",
		setup({ onLoad, onResolve }) {
			onResolve({ filter: /^\.\.?\// }, ({ path, namespace }) => {
				const file = namespace === "api" ? path : files[path];
				if (file !== undefined) return { path: file, external: true };
				return core !== undefined && path === "../index.js" ? { path, namespace: "api" } : undefined;
			});
			// Node finds the names of an ES module's exports in its text.
			onLoad({ filter: /^/, namespace: "api" }, () => ({
				contents: `import { api } from "${core}";\nexport const { ${names().join(", ")} } = api;\n`,
			}));
		},
	};
}
