import resolve from "@rollup/plugin-node-resolve";

export default {
	input: ["../app/main.js", "../app/web-url.js", "../app/together.js"],
	output: { dir: "dist", format: "es" },
	plugins: [resolve({ browser: true })],
};
