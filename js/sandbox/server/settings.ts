// The options of the command.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { CoveredEvent, FaultPlan, SandboxOptions } from "../index.js";
import { isLoopbackHostname } from "../loopback.js";
import { DEFAULT_USERS } from "../seed/users.js";
import { COVERED_EVENTS } from "../webhooks/event.js";

export const HELP = `Serves the sandbox, an emulator of a Powens domain with users in memory, on 127.0.0.1.

  --port N               port, 0 for any free one (default: the environment variable PORT, or 8787)
  --users N              how many users there are, 0 to 1000000 (default: ${DEFAULT_USERS})
  --seed N               chooses the users, their connections and what the faults hit (default: 1)
  --webhook EVENT=URL    sends the webhooks of an event to a URL of this machine, signed by HMAC with the
                         secret that is printed; may be repeated. EVENT: ${COVERED_EVENTS.slice(0, 3).join(", ")},
                         ${COVERED_EVENTS.slice(3).join(", ")}
                         (default: all of them to an inbox of its own, which keeps nothing)
  --allow-host NAME      a host beyond this machine to which webhooks may be sent; may be repeated
  --faults FILE          a plan of what goes wrong on purpose, as JSON
  --allowed-origins A,B  origins whose pages may call the API, such as https://console.example.com,
                         or loopback for any page of this machine (default: loopback)
  --page DIR             folder of a built page to serve at /
  --help                 this text
`;

/** An event, and where it is to be sent. */
export interface WebhookTarget {
	readonly event: CoveredEvent;
	readonly url: string;
}

export interface Settings {
	readonly port: number;
	readonly page: string | undefined;
	readonly webhooks: readonly WebhookTarget[];
	readonly sandbox: SandboxOptions & { readonly users: number };
}

/** The settings, or null where help is asked for. Throws an error whose message says what is wrong. */
export function readSettings(args: readonly string[], env: NodeJS.ProcessEnv): Settings | null {
	const { values } = parseArgs({
		args: [...args],
		strict: true,
		options: {
			port: { type: "string" },
			users: { type: "string" },
			seed: { type: "string" },
			webhook: { type: "string", multiple: true },
			"allow-host": { type: "string", multiple: true },
			faults: { type: "string" },
			"allowed-origins": { type: "string" },
			page: { type: "string" },
			help: { type: "boolean", short: "h" },
		},
	});
	if (values.help === true) return null;
	const allowedHosts = values["allow-host"] ?? [];
	return {
		port: readPort(values.port, env.PORT),
		page: values.page,
		webhooks: (values.webhook ?? []).map((text) => readWebhook(text, allowedHosts)),
		sandbox: {
			users: values.users === undefined ? DEFAULT_USERS : readInteger("--users", values.users, 1_000_000),
			seed: values.seed === undefined ? undefined : readInteger("--seed", values.seed, 999_999_999),
			allowedOrigins: readOrigins(values["allowed-origins"]),
			allowedHosts,
			faults: values.faults === undefined ? undefined : readFaults(values.faults),
		},
	};
}

/** An empty PORT counts as none, as shells leave it behind. */
function readPort(option: string | undefined, variable: string | undefined): number {
	if (option !== undefined) return readInteger("--port", option, 65_535);
	return variable === undefined || variable === "" ? 8787 : readInteger("PORT", variable, 65_535);
}

function readInteger(name: string, text: string, most: number): number {
	const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
	if (!(value <= most)) throw new RangeError(`${name}: an integer from 0 to ${most} is expected, not ${JSON.stringify(text)}`);
	return value;
}

function readOrigins(text: string | undefined): readonly string[] | "loopback" {
	if (text === undefined || text === "loopback") return "loopback";
	return text
		.split(",")
		.map((origin) => origin.trim())
		.filter((origin) => origin !== "");
}

function readWebhook(text: string, allowedHosts: readonly string[]): WebhookTarget {
	const cut = text.indexOf("=");
	const name = text.slice(0, Math.max(cut, 0));
	const event = COVERED_EVENTS.find((known) => known === name);
	if (event === undefined) {
		throw new RangeError(
			`--webhook: EVENT=URL is expected, not ${JSON.stringify(text)}; the events are ${COVERED_EVENTS.join(", ")}`,
		);
	}
	const target = text.slice(cut + 1);
	const url = URL.canParse(target) ? new URL(target) : null;
	if (url === null || !/^https?:$/.test(url.protocol))
		throw new RangeError(`--webhook ${event}: an http or https URL is expected, not ${JSON.stringify(target)}`);
	if (!isLoopbackHostname(url.hostname) && !allowedHosts.includes(url.hostname)) {
		throw new RangeError(
			`--webhook ${event}: ${url.hostname} is not this machine (localhost, 127.0.0.1, [::1]); --allow-host ${url.hostname} allows it`,
		);
	}
	return { event, url: target };
}

function readFaults(file: string): FaultPlan {
	try {
		return JSON.parse(readFileSync(file, "utf8"));
	} catch (error) {
		throw new RangeError(`--faults: ${(error as Error).message}`);
	}
}
