import webpack from "webpack";

const config = {
	mode: "production",
	target: "node",
	entry: { server: "../app/server.js", web: "../app/server-web.js", both: "../app/server-both.js" },
	output: { path: `${import.meta.dirname}/dist-server`, filename: "[name].cjs" },
};

webpack(config, (error, stats) => {
	if (error || stats.hasErrors() || stats.hasWarnings()) throw error ?? new Error(stats.toString("errors-warnings"));
});
