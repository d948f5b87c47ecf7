import { defineConfig } from "vite";

export default defineConfig({
	ssr: { noExternal: true },
	build: {
		outDir: "dist-server",
		// One program is built after the other.
		emptyOutDir: false,
		rollupOptions: { output: { entryFileNames: "[name].mjs" } },
	},
});
