// @ts-check
// What the tests of the control share: a server with one, asked from outside; a receiver of webhooks.
import { once } from "node:events";
import { createServer, request } from "node:http";
import { createSandbox } from "powens-users/sandbox";
import { listen } from "powens-users/sandbox/server";

export const TOKEN = "control-token-of-the-tests";

/**
 * A server with a control and a short way to ask it, gone at the end of the test.
 *
 * @param {import("node:test").TestContext} t
 * @param {import("powens-users/sandbox").SandboxOptions} [options]
 * @param {Partial<import("powens-users/sandbox/server").ListenOptions>} [serving]
 */
export async function controlled(t, options = { users: 5 }, serving = { control: { token: TOKEN } }) {
	const sandbox = createSandbox(options);
	const server = await listen(sandbox, { port: 0, ...serving });
	t.after(async () => {
		sandbox.close();
		await server.close();
	});
	/**
	 * @param {string} method
	 * @param {string} path
	 * @param {unknown} [body] Text is sent as it is, all else as JSON.
	 * @param {Record<string, string>} [headers]
	 */
	const ask = (method, path, body, headers = { Authorization: `Bearer ${TOKEN}` }) =>
		fetch(`${server.url}/_sandbox${path}`, {
			method,
			headers,
			...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
		});
	/** The JSON of an answer that has to be a 200. @type {(...args: Parameters<typeof ask>) => Promise<any>} */
	const get = async (...args) => {
		const response = await ask(...args);
		if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
		return response.json();
	};
	return { sandbox, server, ask, get };
}

/**
 * A request that fetch would not send: any Host, any path.
 *
 * @param {number} port
 * @param {string} path
 * @param {{ method?: string, headers?: Record<string, string> }} [options]
 */
export async function raw(port, path, { method = "GET", headers = {} } = {}) {
	const sent = request({ host: "127.0.0.1", port, path, method, headers, agent: false }).end();
	const [response] = await once(sent, "response");
	let text = "";
	for await (const chunk of response.setEncoding("utf8")) text += chunk;
	return { status: response.statusCode, headers: response.headers, text };
}

/**
 * A receiver of webhooks as an application has one, by node:http alone.
 *
 * @param {import("node:test").TestContext} t
 * @param {(request: import("node:http").IncomingMessage) => Promise<unknown>} handle Answered by 204, or 401 where it rejects.
 */
export async function receiver(t, handle) {
	/** @type {unknown[]} */
	const handled = [];
	const server = createServer(async (request, response) => {
		try {
			handled.push(await handle(request));
			response.writeHead(204).end();
		} catch (error) {
			handled.push(error);
			response.writeHead(401).end();
		}
	}).listen(0, "127.0.0.1");
	await once(server, "listening");
	t.after(() => {
		server.closeAllConnections();
		server.close();
	});
	const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
	return { url: `http://127.0.0.1:${port}`, handled };
}

/**
 * Reads server-sent events.
 *
 * @param {Response} response
 * @returns {AsyncGenerator<{ event?: string, id?: string, data?: string, comment?: string }, void>}
 */
export async function* eventsOf(response) {
	let text = "";
	for await (const chunk of /** @type {AsyncIterable<Uint8Array>} */ (/** @type {unknown} */ (response.body))) {
		text += new TextDecoder().decode(chunk, { stream: true });
		for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
			/** @type {Record<string, string>} */
			const event = {};
			for (const line of text.slice(0, end).split("\n")) {
				const [, name = "", value = ""] = /^(\w*): (.*)$/.exec(line) ?? [];
				event[name || "comment"] = value;
			}
			text = text.slice(end + 2);
			yield event;
		}
	}
}

/** @param {() => boolean} holds */
export async function until(holds) {
	for (let round = 0; round < 500; round++) {
		if (holds()) return;
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
	throw new Error("It did not happen within five seconds.");
}
