// @ts-check
// A Redis of the tests' own: on a free port of this machine, in a temporary folder, gone with the tests.
import { closeSync, openSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { NotRun } from "../../../scripts/lib/stop.mjs";
import { findRedis } from "../../../scripts/setup/redis.mjs";
import { endServer, freePort, removeFolder, spawnServer, temporaryFolder, until } from "./temporary.mjs";

/**
 * @typedef {object} RedisServer
 * @property {number} port
 * @property {string} folder for its data
 * @property {string} url
 * @property {() => Promise<void>} kill by SIGKILL; its data stay
 * @property {() => Promise<void>} restart kills it where it runs, and starts it on the same port and data
 * @property {() => Promise<void>} stop ends it and removes its folder
 */

/** @typedef {{ ports: readonly number[], urls: readonly string[], stop: () => Promise<void> }} RedisCluster */

/** What a receiver wants: no kept body is forgotten for want of memory, and what was answered is on the disk. */
const lasting = ["--appendonly", "yes", "--appendfsync", "always", "--maxmemory-policy", "noeviction"];
const slots = 16_384;

/**
 * Starts a server. Rejects with a {@link NotRun} where this machine has none.
 *
 * @param {readonly string[]} [settings] those of redis.conf, each behind `--`; later ones count
 * @returns {Promise<RedisServer>}
 */
export async function startRedis(settings = []) {
	const program = findRedis();
	if (program === null) throw new NotRun("no Redis server was found");
	const folder = temporaryFolder("redis");
	const log = join(folder, "log");
	const descriptor = openSync(log, "a");
	const port = await freePort();
	const basic = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--daemonize", "no"];
	/** @type {import("node:child_process").ChildProcess} */
	let server;
	const start = async () => {
		server = spawnServer(program, [...basic, ...lasting, ...settings], { cwd: folder, log: descriptor });
		await until("Redis answers", async () => {
			if (server.exitCode !== null) throw new Error(`Redis ended as soon as it started:\n${readFileSync(log, "utf8")}`);
			return (await command(port, "PING")).startsWith("+PONG");
		});
	};
	const kill = () => endServer(server, "SIGKILL");
	const stop = async () => {
		await kill();
		closeSync(descriptor);
		removeFolder(folder);
	};
	try {
		await start();
	} catch (error) {
		await stop();
		throw error;
	}
	const restart = async () => {
		await kill();
		await start();
	};
	return { port, folder, url: `redis://127.0.0.1:${port}`, kill, restart, stop };
}

/**
 * Starts a cluster of three masters.
 *
 * @param {readonly string[]} [settings]
 * @returns {Promise<RedisCluster>}
 */
export async function startRedisCluster(settings = []) {
	const own = ["--cluster-enabled", "yes", "--cluster-node-timeout", "2000"];
	/** @type {RedisServer[]} */
	const servers = [];
	for (let index = 0; index < 3; index++) {
		servers.push(await startRedis([...own, "--cluster-port", String(await freePort()), ...settings]));
	}
	const ports = servers.map(({ port }) => port);
	await joinAll(ports);
	return {
		ports,
		urls: servers.map(({ url }) => url),
		stop: async () => {
			for (const server of servers) await server.stop();
		},
	};
}

/** @param {readonly number[]} ports */
async function joinAll(ports) {
	for (const [index, port] of ports.entries()) {
		const [from, to] = [index, index + 1].map((part) => Math.floor((part * slots) / ports.length));
		await command(port, `CLUSTER ADDSLOTSRANGE ${from} ${Number(to) - 1}`);
		await command(port, `CLUSTER SET-CONFIG-EPOCH ${index + 1}`);
		if (index > 0) await command(port, `CLUSTER MEET 127.0.0.1 ${ports[0]} ${await busPort(Number(ports[0]))}`);
	}
	await until("the cluster knows all of its slots", async () => {
		const states = await Promise.all(ports.map((port) => command(port, "CLUSTER INFO")));
		return states.every((state) => state.includes("cluster_state:ok") && state.includes("cluster_known_nodes:3"));
	});
}

/** @param {number} port */
async function busPort(port) {
	const [, bus = ""] = /@(\d+)/.exec(await command(port, "CLUSTER NODES")) ?? [];
	return bus;
}

/**
 * The answer to one command, as it comes; empty where nobody answers.
 *
 * @param {number} port
 * @param {string} line
 * @returns {Promise<string>}
 */
function command(port, line) {
	return new Promise((resolve) => {
		let answer = "";
		const socket = connect(port, "127.0.0.1", () => socket.write(`${line}\r\nQUIT\r\n`));
		socket.on("data", (chunk) => {
			answer += chunk;
		});
		socket.on("error", () => resolve(""));
		socket.on("close", () => resolve(answer));
	});
}
