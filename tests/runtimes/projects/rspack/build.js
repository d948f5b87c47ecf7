import { rspack } from "@rspack/core";

const config = {
	mode: "production",
	entry: { main: "../app/main.js", web: "../app/web.js", require: "../app/require.cjs", both: "../app/both.js" },
	// Its advice on sizes is no fault.
	performance: false,
	output: { filename: "[name].js" },
};

rspack(config, (error, stats) => {
	if (error || stats.hasErrors() || stats.hasWarnings()) throw error ?? new Error(stats.toString("errors-warnings"));
});
