// @ts-check
import { Stop } from "../lib/stop.mjs";

const oldest = 20;

/** Stops where this Node is too old for the scripts and the tests. */
export function checkNode() {
	if (Number(process.versions.node.split(".")[0]) >= oldest) return;
	throw new Stop(
		`This project needs Node ${oldest} or newer; this is ${process.versions.node} (${process.execPath}).\n` +
			"Install the current LTS version from https://nodejs.org and run the command again.",
	);
}
