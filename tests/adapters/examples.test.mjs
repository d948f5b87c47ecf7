// @ts-check
// The examples of the frameworks, as they stand in examples/receivers: started, sent webhooks, and told to stop.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { send } from "./client.mjs";
import { eventV1, eventV2 } from "./lambdas.mjs";
import { createdBody, forged, SECRET, signed } from "./signed.mjs";

const folder = new URL("../../examples/receivers/", import.meta.url);
const framework = fileURLToPath(new URL("../../node_modules/.bin/functions-framework", import.meta.url));

/** @type {[name: string, args: string[], hasOthers: boolean][]} */
const programs = [
	["node", ["node.mjs"], false],
	["express", ["express.mjs"], true],
	["fastify", ["fastify.mjs"], true],
	["koa", ["koa.mjs"], true],
	["hono", ["hono.mjs"], true],
	["cloud-functions", [framework, "--source=cloud-functions.mjs", "--target=powens"], false],
];

/** A port that is free now. */
async function freePort() {
	const server = createServer().listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
	server.close();
	await once(server, "close");
	return port;
}

for (const [name, args, hasOthers] of programs) {
	test(`${name}.mjs`, { timeout: 30_000 }, async () => {
		const port = await freePort();
		const env = { ...process.env, PORT: String(port), HOST: "127.0.0.1", POWENS_WEBHOOK_SECRET: SECRET };
		const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ["ignore", "pipe", "inherit"] });
		const ended = once(child, "exit");
		let printed = "";
		child.stdout.setEncoding("utf8").on("data", (text) => {
			printed += text;
		});
		try {
			while (!printed.includes(`:${port}`)) await Promise.race([once(child.stdout, "data"), failed(ended)]);
			const sent = signed(createdBody(1));
			const answers = [];
			for (const request of [sent, sent, forged(createdBody(2))]) answers.push((await send(port, request)).status);
			assert.deepEqual(answers, [204, 204, 401]);
			while (!printed.includes("created")) await once(child.stdout, "data");
			assert.deepEqual(printed.match(/created 42/g), ["created 42"]);
			const other = await send(port, { method: "GET", path: "/health", headers: {}, body: new Uint8Array(0) });
			assert.equal(other.status, hasOthers ? 200 : 404);
			child.kill();
			const [code] = await ended;
			assert.equal(code, 0);
		} finally {
			child.kill("SIGKILL");
		}
	});
}

test("lambda.mjs", async () => {
	process.env.POWENS_WEBHOOK_SECRET = SECRET;
	/** @type {{ handler: import("powens-users/receiver/lambda").LambdaHandler }} */
	const { handler } = await import(new URL("lambda.mjs", folder).href);
	const sent = signed(createdBody(1));
	const statuses = [];
	for (const event of [eventV2(sent), eventV1(sent), eventV2(forged(createdBody(2)))])
		statuses.push((await handler(event)).statusCode);
	assert.deepEqual(statuses, [204, 204, 401]);
});

/**
 * A program that ended before it should have.
 *
 * @param {Promise<unknown[]>} ended
 */
async function failed(ended) {
	const [code, signal] = await ended;
	assert.fail(`it ended with ${code ?? signal}`);
}
