// @ts-check
import { buildEntries } from "./entries.mjs";
import { removeLeftovers } from "./leftovers.mjs";
import { buildLicenses } from "./licenses.mjs";
import { settlePermissions } from "./permissions.mjs";
import { buildReceiver } from "./receiver.mjs";
import { buildSandbox } from "./sandbox.mjs";
import { buildTypes } from "./types.mjs";
import { buildWasm } from "./wasm.mjs";

/** pkg/, in the order in which one part needs another. */
export async function buildPackage() {
	const outputs = [];
	for (const build of [buildWasm, buildEntries, buildSandbox, buildReceiver, buildTypes, buildLicenses])
		outputs.push(...(await build()));
	removeLeftovers(outputs);
	settlePermissions();
}
