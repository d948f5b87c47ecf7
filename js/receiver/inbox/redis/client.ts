// The clients of Redis as far as they are used: their own types are not imported, so that nobody needs both.

/** A client of ioredis, 5 or newer: `new Redis(…)`, also for Sentinel, or `new Redis.Cluster(…)`. */
export interface IoredisClient {
	evalsha(sha: string, keys: number, ...rest: string[]): PromiseLike<unknown>;
	call(command: string, ...args: string[]): PromiseLike<unknown>;
}

/**
 * A client of node-redis (the package `redis`, or `@redis/client`), 5 or newer: what `createClient`, `createClientPool`,
 * `createCluster` or `createSentinel` gives. You connect it, and listen to its `error` event.
 */
export interface NodeRedisClient {
	evalSha(sha: string, options?: { keys?: string[]; arguments?: string[] }): PromiseLike<unknown>;
	withTypeMapping(mapping: Record<never, never>): object;
}

/** A client of one of the two libraries, connected to Redis 6 or newer, Valkey, or a cluster of either. */
export type RedisClient = IoredisClient | NodeRedisClient;

/** An argument of a script. */
export type ScriptArgument = string | Uint8Array;

/** A client, whichever it is. What a reply holds is bytes. */
export interface Connection {
	/** Runs a script with one key: by its SHA-1, or by its source. */
	run(by: "sha" | "source", script: string, key: string, args: readonly ScriptArgument[]): PromiseLike<unknown>;
	/** The servers whose settings count: one, or the masters of a cluster. */
	servers(): Promise<readonly Server[]>;
}

/** A server that is asked for its settings. */
export interface Server {
	/** What CONFIG GET says, in the shape of the client. */
	config(parameter: string): PromiseLike<unknown>;
	info(section: string): PromiseLike<unknown>;
}

type Call = (...args: unknown[]) => PromiseLike<unknown>;

/** What the libraries have at run time, their declarations or not. */
type Methods = Readonly<Record<string, Call | undefined>>;

/** `$`, the strings of Redis' protocol, by which node-redis knows what to make of them. */
const BLOB_STRING = 36;

/** @returns undefined where it is no client of either library. */
export function connectionOf(client: unknown): Connection | undefined {
	if ((typeof client !== "object" && typeof client !== "function") || client === null) return undefined;
	const has = (name: string) => typeof (client as Methods)[name] === "function";
	if (has("evalsha") && has("call")) return ofIoredis(client as Methods);
	if (has("evalSha") && has("withTypeMapping")) return ofNodeRedis(client as Methods);
	return undefined;
}

function ofIoredis(client: Methods): Connection {
	return {
		// Not `callBuffer`: with `enableAutoPipelining` that loses the name of its command.
		run: (by, script, key, args) =>
			call(client, by === "sha" ? "evalshaBuffer" : "evalBuffer", script, 1, key, ...args.map(argument)),
		servers: async () => {
			const nodes = typeof client.nodes === "function" ? (client.nodes("master") as unknown as Methods[]) : [client];
			return nodes.map((node) => ({
				config: (parameter) => call(node, "call", "CONFIG", "GET", parameter),
				info: (section) => call(node, "call", "INFO", section),
			}));
		},
	};
}

function ofNodeRedis(client: Methods): Connection {
	const mapped = (client as unknown as NodeRedisClient).withTypeMapping({ [BLOB_STRING]: Buffer }) as Methods;
	return {
		run: (by, script, key, args) =>
			call(mapped, by === "sha" ? "evalSha" : "eval", script, { keys: [key], arguments: args.map(argument) }),
		servers: async () => {
			const { masters } = client as { masters?: unknown };
			const nodes = Array.isArray(masters)
				? await Promise.all(masters.map((node) => call(client, "nodeClient", node)))
				: [client];
			return (nodes as Methods[]).map((node) => ({
				config: (parameter) => call(node, "configGet", parameter),
				info: (section) => call(node, "info", section),
			}));
		},
	};
}

/** Both libraries take their bytes as a Buffer alone. */
function argument(value: ScriptArgument): string | Buffer {
	return typeof value === "string" ? value : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}

/** Calls what the client has by then: a proxy, or one that is watched, may have replaced it. */
function call(client: Methods, name: string, ...args: unknown[]): PromiseLike<unknown> {
	const found = client[name];
	if (found === undefined) throw new TypeError(`the client has no ${name}`);
	return Reflect.apply(found, client, args);
}

/** Text of a reply: bytes by default, and text where a client was told so. */
export function textOf(value: unknown): string {
	if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("utf8");
	return typeof value === "string" ? value : "";
}
