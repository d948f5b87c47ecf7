// @ts-check
// The entries of the packed package by their paths, so that one process may load more than one of them.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { projectFolder } from "./packed-project.mjs";

/** @typedef {typeof import("powens-users")} Entry */
/** @typedef {"node.mjs" | "node.cjs" | "default.js" | "web.js"} EntryName */

const installed = join(await projectFolder(), "node_modules", "powens-users", "pkg");

/**
 * Where an entry is, for a child process to import.
 *
 * @param {EntryName} [name]
 */
export const entryUrl = (name = "node.mjs") => pathToFileURL(join(installed, name)).href;

/**
 * @param {EntryName} [name]
 * @returns {Promise<Entry>}
 */
export const loadEntry = (name) => import(entryUrl(name));

/**
 * How a call ended: never as a rejection, so that a test can look at either.
 *
 * @template T
 * @param {Promise<T>} call
 * @returns {Promise<{ value: T } | { error: unknown }>}
 */
export const outcome = (call) =>
	call.then(
		(value) => ({ value }),
		(error) => ({ error }),
	);
