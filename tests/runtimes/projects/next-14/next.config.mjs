export default {
	distDir: process.env.DIST,
	// Where next itself is installed.
	experimental: { outputFileTracingRoot: new URL("../..", import.meta.url).pathname },
};
