// Webhooks that make long work: the receiver sends a job to pg-boss and answers, workers do it. Tested against a real PostgreSQL.
import { createHash } from "node:crypto";
import { readEvent } from "powens-users";
import { createReceiver } from "powens-users/receiver";
import { postgresInbox } from "powens-users/receiver/postgres";

const QUEUE = "powens";
const inText = new TextDecoder();

/** Any UUID, and never another one: with it, a key gives the same id on each day. */
const NAMESPACE = Buffer.from("6c1d7d1f0a3b4c5e9f2a8b7c6d5e4f30", "hex");

/** The id of a job: pg-boss wants a UUID, and one of version 5 is made of a text. */
export function jobIdOf(key) {
	const bytes = createHash("sha1").update(NAMESPACE).update(key).digest().subarray(0, 16);
	bytes[6] = (bytes[6] & 0x0f) | 0x50;
	bytes[8] = (bytes[8] & 0x3f) | 0x80;
	return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/**
 * The part that answers Powens.
 *
 * @param {{ pool: import("pg").Pool, boss: import("pg-boss"), secretKey: string, [option: string]: any }} options those of
 * `createReceiver`, and `pool` for the inbox, and `boss`, started, on the same database.
 */
export async function startReceiver({ pool, boss, ...options }) {
	const inbox = postgresInbox(pool);
	await boss.createQueue(QUEUE);
	const send = async (event, { key, client }) => {
		const id = jobIdOf(key);
		// In the inbox's own transaction: the job is there when the key is done, and not before. Whatever dies in between, both are there
		// or neither is.
		const db = { executeSql: (text, values) => client.query(text, values) };
		const data = { type: event.type, body: inText.decode(event.body) };
		if ((await boss.send(QUEUE, data, { id, db, retryLimit: 10, retryBackoff: true })) !== null) return;
		// pg-boss says so where it has such a job already, as after a replay by hand, and where it has no such queue.
		if ((await boss.getJobById(QUEUE, id, { db, includeArchive: true })) === null) throw new Error(`There is no queue ${QUEUE}.`);
	};
	return createReceiver({
		...options,
		inbox,
		routes: {
			"/powens/user-created": { event: "USER_CREATED", handle: send },
			"/powens/connection-synced": { event: "CONNECTION_SYNCED", handle: send },
		},
	});
}

/**
 * The part that works, here or in other processes. pg-boss does a job at least once: again where a worker dies in the middle of it.
 *
 * @param {{ boss: import("pg-boss"), work: (event: import("powens-users").EventOf<any>, jobId: string) => Promise<unknown> }} options
 */
export function startWorker({ boss, work }) {
	return boss.work(QUEUE, { pollingIntervalSeconds: 0.5 }, async (jobs) => {
		for (const { id, data } of jobs) await work(readEvent(data.type, data.body), id);
	});
}
