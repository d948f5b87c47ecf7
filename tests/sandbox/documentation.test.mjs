// @ts-check
// What docs/emulator.md and README.md say of the sandbox: their programs are run, their tables compared with what is there.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createSandbox } from "powens-users/sandbox";
import { listen } from "powens-users/sandbox/server";

/** @param {string} path */
const inProject = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
/** @param {string} path */
const read = (path) => readFileSync(inProject(path), "utf8");

const page = read("docs/emulator.md");
const [, readme = ""] = /^## The emulator\n(.*?)^## /ms.exec(read("README.md")) ?? [];

/** @param {string} markdown @param {string} language */
const blocks = (markdown, language) =>
	[...markdown.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))].map(([, code = ""]) => code);

/** Rows of tables whose first cell matches. @param {RegExp} first */
const rows = (first) =>
	page
		.split("\n")
		.filter((line) => line.startsWith("| "))
		.map((line) => line.split("|").map((cell) => cell.trim()))
		.filter(([, cell = ""]) => first.test(cell));

test("the programs of docs/emulator.md are one that runs, and prints what its comments say", async () => {
	const program = blocks(page, "js").join("\n");
	// In the project, so that it finds the package by its name.
	mkdirSync(inProject(".cache/tests"), { recursive: true });
	const file = inProject(`.cache/tests/emulator-${process.pid}.mjs`);
	writeFileSync(file, program);
	try {
		const { stdout } = await promisify(execFile)(process.execPath, [file], { timeout: 30_000 });
		const expected = [...program.matchAll(/^\s*console\.log\(.*\); \/\/ (.*)$/gm)].map(([, comment]) => comment);
		assert.ok(expected.length >= 8);
		assert.deepEqual(stdout.trim().split("\n"), expected);
	} finally {
		rmSync(file);
	}
});

test("README has the example, which makes a user, syncs the user, and receives the signed webhook", async () => {
	const [, ...example] = read("examples/emulator.mjs").split("\n");
	assert.equal(blocks(readme, "js")[0], example.join("\n"));
	const { stdout } = await promisify(execFile)(process.execPath, [inProject("examples/emulator.mjs")]);
	assert.match(stdout, /^445 \S.* \d+ transactions\n/);
});

test("README's commands make a user, sync the user, and have the receiver told", { timeout: 30_000 }, async () => {
	const [command = "", receiver = "", ...calls] = (blocks(readme, "sh")[0] ?? "").trim().split("\n");
	const api = await freePort();
	const hooks = await freePort();
	const moved = (/** @type {string} */ text) =>
		text.replaceAll("127.0.0.1:8787", `127.0.0.1:${api}`).replaceAll("127.0.0.1:8788", `127.0.0.1:${hooks}`);
	const [, args = ""] = /^npm start -- (--webhook \S+)/.exec(moved(command)) ?? assert.fail(command);
	const served = start([inProject("pkg/sandbox-command.js"), "--port", String(api), ...args.split(" ")], {});
	try {
		const printed = await served.prints(/Ctrl\+C/);
		const row = (/** @type {string} */ name) => new RegExp(`^ +${name} +(\\S+)`, "m").exec(printed)?.[1] ?? assert.fail(name);
		const [, file = ""] = /^POWENS_WEBHOOK_SECRET=… node (\S+)/.exec(receiver) ?? assert.fail(receiver);
		const env = { POWENS_WEBHOOK_SECRET: row("Webhook secret"), PORT: String(hooks) };
		const received = start([inProject(file)], env);
		try {
			await until(() => isOpen(hooks));
			assert.equal(calls.length, 2);
			for (const call of calls) {
				const [, url = "", answer = ""] =
					/^curl -X POST -H "Authorization: Bearer \$CONTROL_TOKEN" (\S+) +# (.*)$/.exec(moved(call)) ?? assert.fail(call);
				const response = await fetch(url, { method: "POST", headers: { Authorization: `Bearer ${row("Control token")}` } });
				const pattern = answer.replace(/[{}]/g, "\\$&").replaceAll("…", ".*");
				assert.match(await response.text(), new RegExp(`^${pattern}$`));
			}
			await received.prints(/^synced 445 \d+$/m);
		} finally {
			received.child.kill();
		}
	} finally {
		served.child.kill();
	}
});

test("the table of methods has all of them", () => {
	const sandbox = createSandbox({ users: 0 });
	const [, section = ""] = /^## Control\n(.*?)^The clock/ms.exec(page) ?? [];
	const cells = [...section.matchAll(/^\| (.*?) \|/gm)].map(([, cell = ""]) => cell);
	const named = cells.flatMap((cell) => [...cell.matchAll(/`(\w+)/g)].map(([, name]) => name));
	assert.deepEqual(named.sort(), Object.keys(sandbox).sort());
	for (const part of /** @type {const} */ (["webhooks", "clock"])) {
		const [, , told = ""] = rows(new RegExp(`^\`${part}\`$`)).find(([, , cell = ""]) => cell.includes("`, `")) ?? [];
		assert.deepEqual([...told.matchAll(/\w+/g)].map(String).sort(), Object.keys(sandbox[part]).sort(), part);
	}
});

test("the tables of calls and of the control name what is there", async () => {
	const sandbox = createSandbox();
	const server = await listen(sandbox, { port: 0, control: true });
	try {
		const requests = rows(/^`(GET|POST|PUT|DELETE) \//).map(
			([, cell = ""]) => /^`(\w+) (\S+?)(?:`| or)/.exec(cell) ?? assert.fail(cell),
		);
		assert.ok(requests.length > 25);
		for (const [, method = "", path = ""] of requests) {
			const url =
				server.url + path.replace("{event}", "USER_CREATED").replace("{id", "999999").replace("=N", "=0").replace("}", "");
			const token = path.startsWith("/_sandbox") ? server.controlToken : sandbox.usersToken;
			const response = await fetch(url, { method, headers: { Authorization: `Bearer ${token}` } });
			const text = path === "/_sandbox/events" ? "" : await response.text();
			await response.body?.cancel().catch(() => {});
			assert.notEqual(response.status, 405, `${method} ${path}`);
			assert.doesNotMatch(text, /at this path/, `${method} ${path}`);
		}
	} finally {
		await server.close();
		sandbox.close();
	}
});

async function freePort() {
	const server = createServer().listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
	server.close();
	await once(server, "close");
	return port;
}

/** @param {number} port */
const isOpen = (port) =>
	fetch(`http://127.0.0.1:${port}/`).then(
		() => true,
		() => false,
	);

/** @param {() => Promise<boolean> | boolean} condition */
async function until(condition) {
	while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** @param {readonly string[]} args @param {Record<string, string>} variables */
function start(args, variables) {
	const child = spawn(process.execPath, args, { env: { ...process.env, ...variables }, stdio: ["ignore", "pipe", "inherit"] });
	let printed = "";
	child.stdout.setEncoding("utf8").on("data", (text) => (printed += text));
	return {
		child,
		/** @param {RegExp} pattern */
		prints: async (pattern) => {
			await until(() => pattern.test(printed) || child.exitCode !== null);
			assert.match(printed, pattern);
			return printed;
		},
	};
}
