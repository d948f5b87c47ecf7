// @ts-check
// Worker of list.mjs: serves the sandbox's list of users on a port of this machine. The text is made once, so that the time of
// a call is the time of its client.
import { createServer } from "node:http";
import { parentPort, workerData } from "node:worker_threads";
import { createSandbox } from "powens-users/sandbox";

const sandbox = createSandbox({ users: workerData.users });
const answer = await sandbox.fetch("/2.0/users", { headers: { Authorization: `Bearer ${sandbox.usersToken}` } });
const body = Buffer.from(await answer.arrayBuffer());

const server = createServer((_request, response) => {
	response.writeHead(200, { "Content-Type": "application/json", "Content-Length": body.length }).end(body);
});
server.listen(0, "127.0.0.1", () => {
	const address = server.address();
	if (address === null || typeof address === "string") throw new Error("the server has no port");
	parentPort?.postMessage({ url: `http://127.0.0.1:${address.port}/2.0`, bytes: body.length });
});
