// @ts-check
// All cases, by subject.
import aborts from "./aborts.mjs";
import args from "./arguments.mjs";
import calls from "./calls.mjs";
import confirmedDeletes from "./confirmed-deletes.mjs";
import deadlines from "./deadlines.mjs";
import deletes from "./deletes.mjs";
import emulatorFaults from "./emulator-faults.mjs";
import emulatorWebhooks from "./emulator-webhooks.mjs";
import hostile from "./hostile.mjs";
import independence from "./independence.mjs";
import noWebAssembly from "./no-webassembly.mjs";
import pages from "./pages.mjs";
import secrecy from "./secrecy.mjs";
import { unavailable } from "./unavailable.mjs";
import webhooksCalls from "./webhooks-calls.mjs";
import webhooksDiagnose from "./webhooks-diagnose.mjs";
import webhooksDrained from "./webhooks-drained.mjs";
import webhooksForged from "./webhooks-forged.mjs";
import webhooksHmac from "./webhooks-hmac.mjs";
import webhooksMalformed from "./webhooks-malformed.mjs";
import webhooksOptions from "./webhooks-options.mjs";
import webhooksRequests from "./webhooks-requests.mjs";

/** @typedef {import("./runner.mjs").Case} Case */

/** @type {Record<string, readonly Case[]>} */
const groups = {
	arguments: args,
	calls,
	deletes,
	"confirmed deletes": confirmedDeletes,
	deadlines,
	aborts,
	hostile,
	secrecy,
	pages,
	"webhooks, requests": webhooksRequests,
	"webhooks, malformed": webhooksMalformed,
	"webhooks, forged": webhooksForged,
	"webhooks, HMAC": webhooksHmac,
	"webhooks, options": webhooksOptions,
	"webhooks, calls": webhooksCalls,
	"webhooks, drained": webhooksDrained,
	"webhooks, diagnose": webhooksDiagnose,
	"emulator, faults": emulatorFaults,
	"emulator, webhooks": emulatorWebhooks,
	independence,
	"no WebAssembly": noWebAssembly,
};

/** @type {readonly Case[]} */
export const cases = Object.entries(groups).flatMap(([group, members]) =>
	members.map(({ name, run }) => ({ name: `${group}: ${name}`, run })),
);

const names = new Set(cases.map(({ name }) => name));
if (names.size !== cases.length) throw new Error("Two cases have the same name.");
for (const name of Object.keys(unavailable)) {
	if (!names.has(name)) throw new Error(`unavailable.mjs names "${name}", which is no case.`);
}
