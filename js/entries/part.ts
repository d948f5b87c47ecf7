// How an entry says where a part of the package comes from: beside what needs it, so that a bundler which leaves out the one leaves
// out the other.
import { type Part, provide, type Source } from "../core/modules.js";
import { type Platform, registerPlatform } from "../core/platform.js";

/** Gives back what it is given, which needs these parts. Without side effects for whoever does not use it. */
export function withParts<T>(value: T, parts: readonly Part[], source: Source, platform?: Platform): T {
	provide(parts, source);
	if (platform !== undefined) registerPlatform(platform);
	return value;
}
