export default defineNuxtConfig({
	compatibilityDate: "2026-01-01",
	telemetry: false,
	// Both presets build the same project.
	buildDir: `.nuxt-${process.env.NITRO_PRESET}`,
	nitro: { output: { dir: process.env.OUTPUT } },
});
