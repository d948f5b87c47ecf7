// Webhooks that make long work: the receiver adds a job to a queue of BullMQ and answers, workers do it. Tested against a real Redis.
import { createHash } from "node:crypto";
import { Queue, Worker } from "bullmq";
import { readEvent } from "powens-users";
import { createReceiver } from "powens-users/receiver";
import { redisInbox } from "powens-users/receiver/redis";

const QUEUE = "powens";
const inText = new TextDecoder();

/** BullMQ allows no colon in the id of a job. */
const jobIdOf = (key) => createHash("sha256").update(key).digest("hex");

/**
 * The part that answers Powens.
 *
 * @param {{ client: any, connection: object, secretKey: string, [option: string]: any }} options those of `createReceiver`, and
 * `client`, of node-redis or ioredis, for the inbox, and `connection` as BullMQ takes it. Both may be the same Redis, with `noeviction`
 * and `appendfsync always`.
 */
export function startReceiver({ client, connection, ...options }) {
	const inbox = redisInbox(client);
	const queue = new Queue(QUEUE, { connection });
	const age = Math.ceil(inbox.retentionMs / 1000);
	const enqueue = (event, { key }) =>
		queue.add(
			event.type,
			{ body: inText.decode(event.body) },
			{
				// A process may die between this and the note of the inbox. Then the same is added once more, which is no second job:
				// its id is known, also after it has ended, for as long as the inbox knows its key.
				jobId: jobIdOf(key),
				removeOnComplete: { age },
				removeOnFail: { age },
				attempts: 10,
				backoff: { type: "exponential", delay: 1000 },
			},
		);
	const receiver = createReceiver({
		...options,
		inbox,
		routes: {
			"/powens/user-created": { event: "USER_CREATED", handle: enqueue },
			"/powens/connection-synced": { event: "CONNECTION_SYNCED", handle: enqueue },
		},
	});
	const stop = async () => {
		await receiver.stop({ timeoutMs: 10_000 });
		await queue.close();
	};
	return { receiver, queue, stop };
}

/**
 * The part that works, here or in other processes. BullMQ does a job at least once: again where a worker dies in the middle of it.
 *
 * @param {{ connection: object, work: (event: import("powens-users").EventOf<any>, jobId: string) => Promise<unknown> }} options
 */
export function startWorker({ connection, work }) {
	return new Worker(
		QUEUE,
		async (job) => {
			// Empty: it was done, and died before BullMQ noted that.
			if (job.data.body === null) return;
			await work(readEvent(job.name, job.data.body), job.id);
			// What stays for as long as the inbox remembers is the id, not people's data.
			await job.updateData({ body: null });
		},
		{ connection },
	);
}
