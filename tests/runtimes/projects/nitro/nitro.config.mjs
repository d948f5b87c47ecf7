export default {
	compatibilityDate: "2026-01-01",
	srcDir: ".",
	// Both presets build the same project.
	output: { dir: process.env.OUTPUT },
	buildDir: `.nitro-${process.env.NITRO_PRESET}`,
};
