// Threads, since process.nextTick cannot be faked in a process that Vitest has forked.
export default { cacheDir: ".vitest", test: { pool: "threads" } };
