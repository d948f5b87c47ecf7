export default { cacheDir: ".vitest" };
