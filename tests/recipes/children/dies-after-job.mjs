// @ts-check
// Receives one webhook, and dies when its job is in the queue, before the inbox hears of it. Usage: node dies-after-job.mjs URL PAYLOAD
import { Queue } from "bullmq";
import { createClient } from "redis";
import { startReceiver } from "../../../examples/receiver-bullmq.mjs";
import { secretKey, signed } from "../helpers.mjs";

const [url = "", payload = ""] = process.argv.slice(2);
const { add } = Queue.prototype;
Queue.prototype.add = async function (...given) {
	await add.apply(this, given);
	process.kill(process.pid, "SIGKILL");
	return new Promise(() => {});
};
const client = await createClient({ url }).connect();
const { receiver } = startReceiver({ client, connection: { url }, secretKey, leaseMs: 300 });
await receiver.fetch(signed("/powens/user-created", JSON.parse(payload)));
