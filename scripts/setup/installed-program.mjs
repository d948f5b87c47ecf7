// @ts-check
import { findProgram, isProgram } from "../lib/find-program.mjs";
import { Stop } from "../lib/stop.mjs";

/**
 * The program that an environment variable names, or null where it is not set.
 *
 * @param {string} variable
 */
export function programNamedBy(variable) {
	const path = process.env[variable];
	if (path === undefined || path === "") return null;
	if (!isProgram(path))
		throw new Stop(`The environment variable ${variable} names no program: ${path}. Correct it, or unset it.`);
	return path;
}

/** @param {readonly string[]} names in the order of preference */
export function firstProgram(names) {
	for (const name of names) {
		const path = findProgram(name);
		if (path !== null) return path;
	}
	return null;
}
