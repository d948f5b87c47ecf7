// @ts-check
// The examples of docs/receiving: the very files that its pages show, run in the real framework and sent webhooks.
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { inProject } from "../../../scripts/lib/paths.mjs";

/** @typedef {import("./context.mjs").Context} Context */

/** What a program is started with. */
export const secret = { POWENS_WEBHOOK_SECRET: "recipe-secret" };

/** What a case reports: each answer, and which users the handler was called for: for what came twice once. */
export const expected = {
	statuses: { genuine: 204, again: 204, compressed: 204, forged: 401, undocumented: 204, large: 204, get: 405, elsewhere: 404 },
	handled: [42, 43, 44],
};

const folder = "examples/receivers";

/** @param {string} name of the file */
export const textOf = (name) => readFileSync(inProject(folder, name), "utf8");

/**
 * @param {Context} context
 * @param {string} name of the file
 * @param {string} [path] its place in the project
 */
export function copyExample(context, name, path = name) {
	const place = join(context.folder, path);
	mkdirSync(dirname(place), { recursive: true });
	copyFileSync(inProject(folder, name), place);
}

/**
 * Sends webhooks to a server.
 *
 * @param {Context} context
 * @param {{ url: string, printed: () => string }} server
 */
export async function sendTo({ runNode }, { url, printed }) {
	const statuses = JSON.parse(await runNode("../receivers/send.mjs", [url]));
	const end = performance.now() + 5_000;
	// What it prints may be on its way.
	while (handledIn(printed()).length < expected.handled.length && performance.now() < end) {
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
	return { statuses, handled: handledIn(printed()) };
}

/**
 * The report in what a program has printed that calls the handler itself.
 *
 * @param {string} printed
 */
export function reportIn(printed) {
	return { ...JSON.parse(printed.trim().split("\n").at(-1) ?? ""), handled: handledIn(printed) };
}

/** @param {string} printed what the handlers of the examples have said */
function handledIn(printed) {
	return [...printed.matchAll(/\bcreated (\d+)$/gm)].map(([, id]) => Number(id));
}
