// A sandbox on a port of this machine, with a page and its control beside it. Node only.
import { statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { type Context, Hono } from "hono";
import { asApiError, errorBody, forbidden } from "../api/errors.js";
import { CONTROL_PATH, type Control, createControl } from "../control/routes.js";
import type { Sandbox } from "../index.js";
import { isLoopbackHost } from "../loopback.js";
import { randomBytesFrom, requestId } from "../random.js";
import { passOn } from "./connection.js";
import { controlToken } from "./control-token.js";

/** Options of {@link listen}. */
export interface ListenOptions {
	/** 0 … 65535. 0: any free port. */
	port: number;
	/**
	 * An address or a name of this machine; others are refused, since a sandbox guards nothing.
	 *
	 * @defaultValue `"127.0.0.1"`
	 */
	host?: string | undefined;
	/** Folder of a built static page, with an `index.html`, served at `/`. */
	page?: string | undefined;
	/**
	 * Whether programs may do over HTTP, under `/_sandbox`, what the methods of the sandbox do: see `docs/emulator.md`. They carry
	 * a token, which is random unless one is given here: at least 16 letters, digits or `-._~+/`. Off, there is nothing at that path.
	 *
	 * @defaultValue `false`
	 */
	control?: boolean | { readonly token?: string | undefined } | undefined;
}

/** A server that listens. */
export interface Listening {
	/** Such as `http://127.0.0.1:8787`, without a slash at the end. The API is under `/2.0`. */
	readonly url: string;
	readonly port: number;
	/** Such as `http://127.0.0.1:8787/_sandbox`; null where there is no control. */
	readonly controlUrl: string | null;
	/** For `Authorization: Bearer …`; null where there is no control. */
	readonly controlToken: string | null;
	/** Stops listening and resolves when all connections are closed, after a second at most. May be called again. */
	close(): Promise<void>;
}

type ServerEnv = { Bindings: HttpBindings };

/** Milliseconds that requests under way have to end in. */
const CLOSE_GRACE_MS = 1000;

const PAGE_HEADERS = {
	"Content-Security-Policy":
		"default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
		"connect-src *; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
	"X-Content-Type-Options": "nosniff",
	"Referrer-Policy": "no-referrer",
	// A page that was built again is shown again.
	"Cache-Control": "no-cache",
} as const;

/**
 * Serves a sandbox over HTTP, for this machine only: the address is a loopback one, and a request whose `Host` is not is refused
 * with 403, so that no foreign page reaches it through a name of its own (DNS rebinding).
 *
 * @throws {RangeError} for an option that is not allowed.
 * @throws {Error} when the port is taken, or cannot be used.
 *
 * @example
 * ```ts
 * const server = await listen(createSandbox(), { port: 8787 });
 * console.log(server.url); // http://127.0.0.1:8787
 * await server.close();
 * ```
 *
 * @example
 * ```ts
 * const server = await listen(createSandbox(), { port: 0, control: true });
 * const headers = { Authorization: `Bearer ${server.controlToken}` };
 * await fetch(`${server.controlUrl}/users`, { method: "POST", headers }); // 200 {"id":445,"token":"…"}
 * ```
 *
 * Source: our decision.
 */
export async function listen(sandbox: Sandbox, options: ListenOptions): Promise<Listening> {
	const { port, host = "127.0.0.1", page } = options;
	if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new RangeError("port: an integer from 0 to 65535 is expected");
	if (!isLoopbackHost(urlHost(host))) throw new RangeError("host: an address of this machine is expected, such as 127.0.0.1");
	if (page !== undefined) checkPage(page);
	const token = controlToken(options.control);
	const control = token === null ? null : createControl(sandbox, token);
	const app = createApp(sandbox, control, page);
	const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
	await started(server, port, host).catch((error: unknown) => {
		control?.close();
		throw error;
	});
	const actualPort = (server.address() as AddressInfo).port;
	const url = `http://${urlHost(host)}:${actualPort}`;
	let closed: Promise<void> | undefined;
	return {
		url,
		port: actualPort,
		controlUrl: token === null ? null : `${url}${CONTROL_PATH}`,
		controlToken: token,
		close: () => {
			control?.close();
			closed ??= stopped(server);
			return closed;
		},
	};
}

/**
 * Control, page and API behind one check of the Host header. What the page does not have, the sandbox answers, with its 404 at worst.
 */
function createApp(sandbox: Sandbox, control: Control | null, page: string | undefined): Hono<ServerEnv> {
	const app = new Hono<ServerEnv>();
	const api = (c: Context<ServerEnv>): Promise<Response> => passOn(sandbox.fetch(c.req.raw), c.env.outgoing);
	app.onError((thrown, c) => {
		const error = asApiError(thrown);
		const id = requestId(randomBytesFrom(undefined));
		return c.json(errorBody(error, id.body), error.status, { "X-Request-Id": id.header, "Cache-Control": "no-store" });
	});
	app.use(async (c, next) => {
		if (!isLoopbackHost(c.req.header("Host") ?? "")) throw forbidden("The Host header does not name this machine.");
		return next();
	});
	// Before all else, and by itself: no answer of the control may have a CORS header.
	if (control !== null) app.all(`${CONTROL_PATH}/*`, (c) => control.fetch(c.req.raw));
	app.all("/2.0", api);
	app.all("/2.0/*", api);
	if (page !== undefined) {
		const serveFile = serveStatic({ root: page });
		app.use(async (c, next) => {
			const found = await serveFile(c, async () => {});
			if (!(found instanceof Response)) return next();
			for (const [name, value] of Object.entries(PAGE_HEADERS)) found.headers.set(name, value);
			return found;
		});
	}
	app.notFound(api);
	return app;
}

function checkPage(page: string): void {
	const index = statSync(join(page, "index.html"), { throwIfNoEntry: false });
	if (!index?.isFile()) throw new RangeError(`page: there is no index.html in ${page}; was the page built?`);
}

function started(server: Server, port: number, host: string): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once("error", (error: NodeJS.ErrnoException) => reject(explain(error, port, host)));
		server.listen(port, host, resolve);
	});
}

function explain(error: NodeJS.ErrnoException, port: number, host: string): Error {
	const options = { cause: error };
	if (error.code === "EADDRINUSE") return new Error(`Port ${port} of ${host} is taken: choose another one with --port.`, options);
	if (error.code === "EACCES")
		return new Error(`Port ${port} needs rights that this process lacks: choose another one with --port.`, options);
	return new Error(
		`Port ${port} of ${host} cannot be used (${error.code ?? error.message}): choose another one with --port.`,
		options,
	);
}

function stopped(server: Server): Promise<void> {
	return new Promise((resolve) => {
		const timer = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
		server.close(() => {
			clearTimeout(timer);
			resolve();
		});
		server.closeIdleConnections();
	});
}

/** A host as it is written in a URL: brackets around IPv6. */
function urlHost(host: string): string {
	return host.includes(":") ? `[${host}]` : host;
}
