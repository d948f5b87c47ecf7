// Receives webhooks, with an inbox in PostgreSQL: set POWENS_WEBHOOK_SECRET, and PGHOST, PGUSER, … as pg reads them.
import { createServer } from "node:http";
import pg from "pg";
import { createReceiver } from "powens-users/receiver";
import { nodeListener } from "powens-users/receiver/node";
import { postgresInbox } from "powens-users/receiver/postgres";

const pool = new pg.Pool();
pool.on("error", (error) => console.error("PostgreSQL:", error.message)); // without a listener the process would end
const inbox = postgresInbox(pool); // its tables are made by the SQL of postgresInboxMigration()

const receiver = createReceiver({
	secretKey: process.env.POWENS_WEBHOOK_SECRET,
	inbox,
	routes: {
		"/powens/user-created": {
			event: "USER_CREATED",
			// In one transaction with the note that it is done: committed once, however often Powens sends it.
			handle: async (event, { client }) => {
				await client.query("INSERT INTO customers (powens_id) VALUES ($1)", [event.user.id]);
			},
		},
	},
	// What a handler or the inbox threw is for you alone: look at it before you log it.
	onOutcome: ({ kind, code, route, error }) => console.log(kind, code, route, error?.message ?? ""),
});

const server = createServer(nodeListener(receiver)).listen(process.env.PORT ?? 8788);
const pruning = setInterval(() => inbox.prune().catch(console.error), 3_600_000);

process.once("SIGTERM", async () => {
	clearInterval(pruning);
	server.close();
	await receiver.stop({ timeoutMs: 10_000 });
	await pool.end();
});
