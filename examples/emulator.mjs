// Makes a user in the sandbox, syncs the user, and receives the signed webhooks, with no port: node examples/emulator.mjs
import { Webhooks } from "powens-users";
import { createSandbox } from "powens-users/sandbox";

const secretKey = "any text";
const webhooks = new Webhooks({ secretKey });
async function handler(request) {
	const event = await webhooks.verifyRequest("CONNECTION_SYNCED", request);
	console.log(event.user.id, event.connection.connector.name, [...event.transactions()].length, "transactions");
	return new Response(null, { status: 204 });
}

const sandbox = createSandbox();
sandbox.webhooks.register({ event: "CONNECTION_SYNCED", url: "https://app.example/hooks", secretKey, handler });
sandbox.sync(sandbox.createUser().id);
await sandbox.webhooks.settled();
