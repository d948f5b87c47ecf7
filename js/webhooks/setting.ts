// Numbers that a caller may set, which the core judges.

import { isGiven } from "../core/guarded.js";
import { Setting } from "../errors/webhook-reasons.js";
import { readError } from "./errors.js";
import { withCore } from "./seam.js";

function settingOf(setting: Setting, given: unknown): number {
	return withCore((core) => {
		const number = typeof given === "number" ? given : Number.NaN;
		const checked = core.exports.webhooks_setting(setting, Number(isGiven(given)), number);
		if (checked < 0) throw readError(core);
		return checked;
	});
}

/** The largest body of one call. */
export function maxBytesOf(given: unknown): number {
	return settingOf(Setting.MaxBytes, given);
}

/** Most issues that a check reports. */
export function maxIssuesOf(given: unknown): number {
	return settingOf(Setting.MaxIssues, given);
}
