// @ts-check
// Receives one webhook, and dies by SIGKILL when its job is sent: before the inbox commits, or after it and before the answer.
// Usage: node dies-in-transaction.mjs URL PAYLOAD before|after
import pg from "pg";
import PgBoss from "pg-boss";
import { startReceiver } from "../../../examples/receiver-pg-boss.mjs";
import { secretKey, signed } from "../helpers.mjs";

const [url = "", payload = "", when = ""] = process.argv.slice(2);
const boss = new PgBoss({ connectionString: url, supervise: false, schedule: false });
boss.on("error", () => {});
await boss.start();
const pool = new pg.Pool({ connectionString: url, max: 3 });
const receiver = await startReceiver({ pool, boss, secretKey });
const { query } = pg.Client.prototype;
let hasSent = false;
pg.Client.prototype.query = function (/** @type {any[]} */ ...given) {
	const [text] = given;
	if (hasSent && text === "COMMIT" && when === "before") process.kill(process.pid, "SIGKILL");
	const result = /** @type {any} */ (query).apply(this, given);
	if (/INSERT INTO \w+\.job/.test(text)) hasSent = true;
	if (hasSent && text === "COMMIT") return result.then(() => process.kill(process.pid, "SIGKILL"));
	return result;
};
await receiver.fetch(signed("/powens/user-created", JSON.parse(payload)));
