import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
	// Relative addresses, so that the built page may live under any path.
	base: "./",
	plugins: [react()],
	build: {
		outDir: "dist",
		emptyOutDir: true,
		// Every browser that preloads modules at all does it by itself.
		modulePreload: { polyfill: false },
		// One file, most of it Mantine, React and the WebAssembly as text: nothing of it can wait for later.
		chunkSizeWarningLimit: 1000,
	},
	// `npm start` in the root serves the sandbox there; the page calls it as its own origin, as it does when the sandbox serves it.
	server: { proxy: { "/2.0": "http://127.0.0.1:8787", "/_sandbox": "http://127.0.0.1:8787" } },
});
