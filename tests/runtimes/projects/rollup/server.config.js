import resolve from "@rollup/plugin-node-resolve";

export default ["server", "server-web"].map((name) => ({
	input: `../app/${name}.js`,
	output: { file: `dist-server/${name}.mjs`, format: "es" },
	external: /^node:/,
	plugins: [resolve({ exportConditions: ["node"] })],
}));
