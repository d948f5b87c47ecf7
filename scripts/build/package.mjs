// @ts-check
import { buildEntries } from "./entries.mjs";
import { buildLicenses } from "./licenses.mjs";
import { settlePermissions } from "./permissions.mjs";
import { buildSandbox } from "./sandbox.mjs";
import { buildTypes } from "./types.mjs";
import { buildWasm } from "./wasm.mjs";

/** pkg/, in the order in which one part needs another. */
export async function buildPackage() {
	await buildWasm();
	await buildEntries();
	await buildSandbox();
	await buildTypes();
	await buildLicenses();
	settlePermissions();
}
