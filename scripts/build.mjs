// @ts-check
// npm run build: makes pkg/, from nothing but a clone. Does nothing where nothing changed.
import { alone } from "./lib/lock.mjs";
import { command } from "./lib/stop.mjs";
import { setUpBuild } from "./setup/set-up.mjs";

await command(() =>
	alone(async () => {
		await setUpBuild();
		// Only now: it imports npm packages.
		const { buildPackage } = await import("./build/package.mjs");
		await buildPackage();
		console.log("pkg/ is up to date.");
	}),
);
