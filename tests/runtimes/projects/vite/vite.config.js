import { defineConfig } from "vite";

export default defineConfig({
	build: { rollupOptions: { input: ["index.html", "web.html", "together.html"] } },
	// Two servers may run at a time.
	cacheDir: process.env.CACHE_DIR,
	// The program is shared with the other bundlers' projects.
	server: { fs: { allow: [".."] } },
});
