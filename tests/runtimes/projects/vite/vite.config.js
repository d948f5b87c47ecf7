import { defineConfig } from "vite";

export default defineConfig({
	build: { rollupOptions: { input: ["index.html", "web.html", "together.html"] } },
	// The program is shared with the other bundlers' projects.
	server: { fs: { allow: [".."] } },
});
