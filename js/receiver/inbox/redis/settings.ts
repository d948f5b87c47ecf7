// Whether the server is set up to remember what it was told: an event that was handled was answered with 2xx, and so was a body that
// is kept. Powens sends neither again.
import { type Connection, type Server, textOf } from "./client.js";

/** A setting that matters, what it has to be, and what happens else. */
const wanted = [
	{
		name: "maxmemory-policy",
		value: "noeviction",
		otherwise: "when its memory is full it forgets events that were handled, and perhaps bodies that were kept",
		info: ["memory", "maxmemory_policy"],
	},
	{
		name: "appendonly",
		value: "yes",
		otherwise: "when it crashes, events that were handled and bodies that were kept are gone, though Powens was told 2xx",
		info: ["persistence", "aof_enabled"],
	},
	{
		name: "appendfsync",
		value: "always",
		otherwise: "when its machine fails, the last events and kept bodies are gone, though Powens was told 2xx",
		info: null,
	},
] as const;

type Wanted = (typeof wanted)[number];

/**
 * What is wrong with the servers' settings, in a sentence for each setting; null where nothing is. Rejects where it is to be asked
 * again: nobody answers, or is loading.
 */
export async function warningOf(connection: Connection): Promise<string | null> {
	const servers = await connection.servers();
	const sentences = new Set<string>();
	for (const server of servers) {
		for (const setting of wanted) {
			const sentence = await judged(server, setting);
			if (sentence !== null) sentences.add(sentence);
		}
	}
	if (sentences.size === 0) return null;
	return `powens-users: the Redis of the inbox may forget. ${[...sentences].join(" ")}`;
}

async function judged(server: Server, setting: Wanted): Promise<string | null> {
	const { name, value, otherwise } = setting;
	const found = (await configured(server, name)) ?? (await told(server, setting));
	if (found === value) return null;
	if (found === null) return `Its setting ${name} could not be looked at: see that it is ${value}, or ${otherwise}.`;
	return `Its setting ${name} is ${found}: ${otherwise}. Set it to ${value}.`;
}

async function configured(server: Server, name: string): Promise<string | null> {
	const reply = await unlessForbidden(() => server.config(name));
	const pairs = Array.isArray(reply) ? new Map([[textOf(reply[0]), reply[1]]]) : reply;
	const value = pairs instanceof Map ? pairs.get(name) : (pairs as Record<string, unknown> | null)?.[name];
	return textOf(value) || null;
}

/** What INFO tells of a setting, where CONFIG is forbidden: most services that are rented forbid it. */
async function told(server: Server, { info }: Wanted): Promise<string | null> {
	if (info === null) return null;
	const [section, field] = info;
	const text = textOf(await unlessForbidden(() => server.info(section)));
	const [, value = null] = new RegExp(`^${field}:(\\S+)`, "m").exec(text) ?? [];
	return value === "1" ? "yes" : value === "0" ? "no" : value;
}

/** The answer, or null where the server or the client has none for us. */
async function unlessForbidden(ask: () => PromiseLike<unknown>): Promise<unknown> {
	try {
		return await ask();
	} catch (thrown) {
		const message = thrown instanceof Error ? thrown.message : "";
		if (thrown instanceof TypeError || /^(?:ERR|NOPERM) /.test(message)) return null;
		throw thrown;
	}
}
