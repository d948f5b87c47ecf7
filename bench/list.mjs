// @ts-check
// npm run bench -- list: what list() costs, which checks every user, beside a plain fetch and beside one with zod.

import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { UsersApi } from "powens-users";
import { z } from "zod";
import { medians } from "./measure.mjs";
import { measuredOn, table, writeSection } from "./report.mjs";

const sizes = [
	{ users: 300, rounds: 3_000 },
	// A collection between two large lists keeps one from paying for the other; between small ones it would be most of the time.
	{ users: 100_000, rounds: 40, before: () => globalThis.gc?.() },
];
const token = "sandbox-users-token";
const headers = { Authorization: `Bearer ${token}` };
// What list() requires of an answer, and no more: other keys are kept.
const usersList = z.looseObject({ users: z.array(z.looseObject({ id: z.int().positive(), signin: z.string().nullish() })) });

/** @type {string[][]} */
const rows = [];
for (const { users, rounds, before } of sizes) {
	const worker = new Worker(new URL("./server.mjs", import.meta.url), { workerData: { users } });
	const [{ url, bytes }] = await once(worker, "message");
	console.log(`${users} users, ${rounds} rounds…`);
	rows.push([users.toLocaleString("en"), `${(bytes / 1e6).toFixed(2)} MB`, ...(await compare(url, { rounds, before }))]);
	await worker.terminate();
}
writeSection("What the check of a list costs", describe());

/**
 * @param {string} url
 * @param {{ rounds: number, before?: () => void }} how
 */
async function compare(url, how) {
	const api = new UsersApi({ baseUrl: url, usersToken: token });
	const plain = async () => (await fetch(`${url}/users`, { headers })).json();
	const time = await medians({ plain, zod: async () => usersList.parse(await plain()), list: () => api.list() }, how);
	const ms = [time.plain, time.list, time.zod].map((value) => `${value.toFixed(2)} ms`);
	const ratios = [time.list / time.plain, time.zod / time.plain].map((value) => `**${value.toFixed(2)}**`);
	return [...ms, ...ratios];
}

function describe() {
	return `Made with ${measuredOn(["zod"])}.

Each call fetches the sandbox's list of users from a server on the same machine, which sends bytes that it made beforehand:

- **plain**: \`fetch\` and \`response.json()\`, no check at all
- **list()**: \`UsersApi.list()\`, which checks the whole body before it hands it out
- **zod**: plain, and then \`parse\` with a schema that requires of each user what list() requires

Medians of many calls, taken in turns. The ratios are to plain; lower is better.

${table(["users", "body", "plain", "list()", "plain + zod", "list() / plain", "zod / plain"], rows)}
`;
}
