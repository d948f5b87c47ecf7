// @ts-check
// npm run build: makes pkg/, from nothing but a clone. Does nothing where nothing changed.
import { command } from "./lib/stop.mjs";
import { setUpPackage } from "./setup/package.mjs";

await command(async () => {
	await setUpPackage();
	console.log("pkg/ is up to date.");
});
