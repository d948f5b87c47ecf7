// @ts-check
// The store of connections by itself, which the package does not export.
import { build } from "esbuild";
import { inProject } from "../../scripts/lib/paths.mjs";

/** @typedef {import("powens-users").Connection} Connection */
/** @typedef {import("powens-users").BankAccount} BankAccount */
/** @typedef {import("powens-users").Transaction} Transaction */

/** @type {typeof import("../../js/sandbox/state/connections.js")} */
const { ConnectionStore } = await bundled("js/sandbox/state/connections.ts");
/** @type {typeof import("../../js/sandbox/seeded.js")} */
export const { hashOf, shareOf, mulberry32 } = await bundled("js/sandbox/seeded.ts");

export const END = Date.UTC(2026, 6, 1);
export const NOW = Date.UTC(2026, 6, 15, 10, 20, 30);
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** @param {Partial<import("../../js/sandbox/state/connections.js").ConnectionStoreOptions>} [options] */
export function openStore(options = {}) {
	return new ConnectionStore({ seed: 1, endMs: END, ...options });
}

/** @param {readonly Connection[]} connections @returns {BankAccount[]} */
export function accountsIn(connections) {
	return connections.flatMap(({ accounts }) => accounts ?? []);
}

/** @param {readonly Connection[]} connections @returns {Transaction[]} */
export function transactionsIn(connections) {
	return accountsIn(connections).flatMap(({ transactions }) => transactions ?? []);
}

/** An amount in cents, of which it is the nearest number. @param {number | null | undefined} amount */
export function cents(amount) {
	return Math.round((amount ?? Number.NaN) * 100);
}

/** @param {string} path */
async function bundled(path) {
	const { outputFiles } = await build({
		entryPoints: [inProject(path)],
		bundle: true,
		format: "esm",
		target: "es2022",
		write: false,
		logLevel: "silent",
	});
	return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? []).toString("base64")}`);
}
