// What each route of the control does.
import type { Context } from "hono";
import { invalidValue, notFound } from "../api/errors.js";
import type { Sandbox } from "../sandbox.js";
import type { SandboxSnapshot } from "../snapshot.js";
import type { NewWebhook, WebhookRegistration } from "../webhooks/registration.js";
import { Fields, readJson } from "./body.js";
import type { Feed } from "./feed.js";
import { recordStream } from "./stream.js";

/** Snapshots that are kept; the oldest goes. */
const MAX_SNAPSHOTS = 100;

type Answer = Response | Promise<Response>;

/** Those of a webhook that JSON can hold. */
const WEBHOOK_FIELDS = ["event", "url", "secretKey", "mechanism", "providerId"];

/** What a path answers, by method. */
export type Handlers = Readonly<Record<string, (c: Context) => Answer>>;

/** The routes, by their paths under that of the control. */
export function routesOf(sandbox: Sandbox, feed: Feed): Readonly<Record<string, Handlers>> {
	return {
		"/state": { GET: (c) => c.json({ ...sandbox.countUsers(), clock: clockState(sandbox) }) },
		"/clock": { POST: (c) => setClock(c, sandbox) },
		"/reset": {
			POST: (c) => {
				sandbox.reset();
				return c.body(null, 204);
			},
		},
		...snapshots(sandbox),
		"/record": {
			GET: (c) => {
				const begin = after(c);
				return c.json({ entries: sandbox.record().filter(({ sequence }) => sequence > begin) });
			},
		},
		"/faults": { PUT: (c) => setFaults(c, sandbox) },
		"/users": { POST: (c) => createUser(c, sandbox) },
		"/users/:id/sync": { POST: (c) => sync(c, sandbox) },
		...webhooks(sandbox),
		...deliveries(sandbox),
		"/events": { GET: (c) => events(c, feed) },
	};
}

function snapshots(sandbox: Sandbox): Readonly<Record<string, Handlers>> {
	const kept = new Map<number, SandboxSnapshot>();
	let lastId = 0;
	return {
		"/snapshots": {
			POST: (c) => {
				lastId += 1;
				kept.set(lastId, sandbox.snapshot());
				kept.delete(lastId - MAX_SNAPSHOTS);
				return c.json({ id: lastId });
			},
		},
		"/snapshots/:id/restore": {
			POST: (c) => {
				const snapshot = kept.get(pathId(c));
				if (snapshot === undefined) throw notFound(`There is no snapshot of this id; the last ${MAX_SNAPSHOTS} are kept.`);
				sandbox.restore(snapshot);
				return c.body(null, 204);
			},
		},
	};
}

function webhooks({ webhooks }: Sandbox): Readonly<Record<string, Handlers>> {
	const shown = (registration: WebhookRegistration) => ({
		...registration,
		secretKey: registration.mechanism.type === "hmac_signature" ? registration.mechanism.secretKey : null,
		health: webhooks.health(registration.id),
	});
	return {
		"/webhooks": {
			GET: (c) => c.json({ webhooks: webhooks.list().map(shown) }),
			POST: async (c) => {
				const fields = new Fields(await readJson(c), WEBHOOK_FIELDS);
				const given = Object.fromEntries(WEBHOOK_FIELDS.map((name) => [name, fields.any(name)]));
				// It checks all that it is given.
				return c.json(shown(webhooks.register(given as unknown as NewWebhook)));
			},
		},
		"/webhooks/:id": {
			DELETE: (c) => {
				if (!webhooks.remove(pathId(c))) throw noWebhook();
				return c.body(null, 204);
			},
		},
		"/webhooks/:id/test": {
			POST: async (c) => {
				const id = pathId(c);
				if (!webhooks.list().some((webhook) => webhook.id === id)) throw noWebhook();
				return c.json(await webhooks.test(id));
			},
		},
	};
}

const noWebhook = (): Error => notFound("There is no webhook of this id.");

function deliveries({ webhooks }: Sandbox): Readonly<Record<string, Handlers>> {
	const sent = (id: number) => {
		const request = webhooks.request(id);
		if (request === null) throw notFound("There is no delivery of this id, or what was sent is not kept any more.");
		return request;
	};
	return {
		"/flush": { POST: async (c) => c.json({ deliveries: await webhooks.flush() }) },
		"/deliveries": {
			GET: (c) => {
				const begin = after(c);
				return c.json({ deliveries: webhooks.deliveries().filter(({ id }) => id > begin) });
			},
		},
		"/deliveries/:id/request": {
			GET: (c) => {
				const { url, headers, body } = sent(pathId(c));
				return c.json({ url, headers, body: base64(body) });
			},
		},
		"/deliveries/:id/replay": {
			POST: async (c) => {
				const id = pathId(c);
				sent(id);
				return c.json(await webhooks.replay(id));
			},
		},
	};
}

/** Freezes first, then advances, then resumes. */
async function setClock(c: Context, sandbox: Sandbox): Promise<Response> {
	const fields = new Fields(await readJson(c), ["freeze", "resume", "advanceMs"]);
	const isNow = fields.any("freeze") === true;
	const freezeAt = isNow ? undefined : fields.integer("freeze");
	const advanceMs = fields.integer("advanceMs");
	const resume = fields.flag("resume") === true;
	if (!isNow && !resume && freezeAt === undefined && advanceMs === undefined)
		throw invalidValue("freeze, advanceMs or resume is to be given.");
	if (isNow || freezeAt !== undefined) await sandbox.clock.freeze(freezeAt);
	if (advanceMs !== undefined) await sandbox.clock.advance(advanceMs);
	if (resume) sandbox.clock.resume();
	return c.json(clockState(sandbox));
}

const clockState = ({ clock }: Sandbox): object => ({ now: clock.now(), isFrozen: clock.isFrozen });

async function setFaults(c: Context, sandbox: Sandbox): Promise<Response> {
	const plan = await readJson(c);
	if (plan === null) {
		sandbox.setFaults(null);
		return c.body(null, 204);
	}
	const fields = new Fields(plan, ["seed", "rules"]);
	const rules = fields.any("rules");
	if (!Array.isArray(rules)) throw invalidValue("rules is to be a list.");
	sandbox.setFaults({ seed: fields.integer("seed"), rules });
	return c.body(null, 204);
}

async function createUser(c: Context, sandbox: Sandbox): Promise<Response> {
	const fields = new Fields((await readJson(c)) ?? {}, ["permanent"]);
	return c.json(sandbox.createUser({ permanent: fields.flag("permanent") }));
}

async function sync(c: Context, sandbox: Sandbox): Promise<Response> {
	const fields = new Fields((await readJson(c)) ?? {}, ["connectionId"]);
	const userId = pathId(c);
	requireUser(sandbox, userId);
	const connections = sandbox.sync(userId, fields.integer("connectionId"));
	const transactions = connections.flatMap(({ accounts }) => accounts ?? []).map((account) => account.transactions?.length ?? 0);
	return c.json({ connections: connections.length, transactions: transactions.reduce((sum, count) => sum + count, 0) });
}

function requireUser(sandbox: Sandbox, userId: number): void {
	try {
		sandbox.connections(userId);
	} catch {
		throw notFound("There is no user of this id.");
	}
}

/** Not for `EventSource`, which cannot carry a token: a page reads it by `fetch`, and says in `Last-Event-ID` how far it came. */
function events(c: Context, feed: Feed): Response {
	const header = c.req.header("Last-Event-ID");
	const last = header === undefined ? feed.last : naturalNumber("Last-Event-ID", header);
	// One that is not reached yet is of a server before this one, of whose events the reader knows none.
	const stream = recordStream(feed, last > feed.last ? 0 : last);
	// Its end is the connection's: one that is left open would hold up the end of the server.
	return c.body(stream, 200, { "Content-Type": "text/event-stream", Connection: "close" });
}

function pathId(c: Context): number {
	const text = c.req.param("id") ?? "";
	if (!/^[1-9]\d{0,14}$/.test(text)) throw invalidValue("The id in the path is to be a positive integer.");
	return Number(text);
}

function after(c: Context): number {
	return naturalNumber("after", c.req.query("after") ?? "0");
}

function naturalNumber(name: string, text: string): number {
	if (!/^\d{1,15}$/.test(text)) throw invalidValue(`${name} is to be an integer from 0.`);
	return Number(text);
}

function base64(bytes: Uint8Array): string {
	let text = "";
	for (const byte of bytes) text += String.fromCharCode(byte);
	return btoa(text);
}
