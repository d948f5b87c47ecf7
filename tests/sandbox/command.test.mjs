// @ts-check
// The command behind `npm start`.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { open } from "./helpers.mjs";

const COMMAND = fileURLToPath(new URL("../../pkg/sandbox-command.js", import.meta.url));
/** @type {string} */
let page;

before(async () => {
	page = await mkdtemp(join(tmpdir(), "sandbox-page-"));
	await writeFile(join(page, "index.html"), "<!doctype html>");
});
after(() => rm(page, { recursive: true }));

/**
 * @param {readonly string[]} args
 * @param {Record<string, string>} [variables]
 */
function start(args, variables = {}) {
	const { PORT: _, ...env } = process.env;
	const child = spawn(process.execPath, [COMMAND, ...args], { env: { ...env, ...variables }, stdio: ["ignore", "pipe", "pipe"] });
	const output = { stdout: "", stderr: "" };
	child.stdout.setEncoding("utf8").on("data", (text) => (output.stdout += text));
	child.stderr.setEncoding("utf8").on("data", (text) => (output.stderr += text));
	const ended = once(child, "close").then(([code, signal]) => ({ code, signal, ...output }));
	return { child, output, ended };
}

/**
 * Runs the command until it has printed its block, and stops it after the test.
 *
 * @param {readonly string[]} args
 * @param {Record<string, string>} variables
 * @param {(text: string, child: import("node:child_process").ChildProcess) => Promise<void>} body
 * @param {NodeJS.Signals} [signal]
 */
async function running(args, variables, body, signal = "SIGTERM") {
	const { child, output, ended } = start(args, variables);
	try {
		while (!output.stdout.includes("Ctrl+C")) {
			if (child.exitCode !== null) assert.fail(output.stderr);
			await new Promise((resolve) => setTimeout(resolve, 10));
		}
		await body(output.stdout, child);
	} finally {
		child.kill(signal);
	}
	const { code, signal: killedBy, stderr } = await ended;
	assert.deepEqual({ code, killedBy, stderr }, { code: 0, killedBy: null, stderr: "" });
}

/** @param {string} text @param {string} name */
const row = (text, name) => new RegExp(`^ +${name} +(\\S+)`, "m").exec(text)?.[1] ?? assert.fail(`${name} is not in: ${text}`);

test("prints where it is and tokens that work, serves page and API, ends on a signal", { timeout: 20_000 }, async (t) => {
	for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
		await t.test(signal, async () => {
			await running(
				["--port", "0", "--page", page],
				{},
				async (text) => {
					const api = row(text, "API");
					assert.match(api, /^http:\/\/127\.0\.0\.1:\d+\/2\.0$/);
					assert.equal(await (await fetch(row(text, "Page"))).text(), "<!doctype html>");
					const bearer = (/** @type {string} */ token) => ({ headers: { Authorization: `Bearer ${token}` } });
					assert.equal((await (await fetch(`${api}/users`, bearer(row(text, "Users token")))).json()).total, 300);
					assert.equal((await (await fetch(`${api}/users/me`, bearer(row(text, "User token")))).json()).id, 1);
					assert.match(text, /\(user 1;/);
					const body = JSON.stringify({
						grant_type: "client_credentials",
						client_id: row(text, "Client id"),
						client_secret: row(text, "Client secret"),
						id_user: 1,
					});
					const headers = { "Content-Type": "application/json" };
					assert.equal((await fetch(`${api}/auth/renew`, { method: "POST", headers, body })).status, 200);
				},
				signal,
			);
		});
	}
});

test("two signals at once end it as cleanly as one", { timeout: 10_000 }, async () => {
	await running(["--port", "0"], {}, async (_, child) => void child.kill("SIGINT"), "SIGINT");
});

test("--users and --allowed-origins reach the sandbox", { timeout: 10_000 }, async () => {
	const origins = "https://a.example, https://b.example";
	await running(["--port", "0", "--users", "7", "--allowed-origins", origins], {}, async (text) => {
		assert.match(text, /\b7 users\b/);
		assert.doesNotMatch(text, /^ +Page /m);
		for (const [origin, allowed] of [
			["https://b.example", "https://b.example"],
			["http://localhost", null],
		]) {
			const headers = { Authorization: `Bearer ${row(text, "Users token")}`, Origin: origin ?? "" };
			const response = await fetch(`${row(text, "API")}/users`, { headers });
			assert.equal((await response.json()).total, 7);
			assert.equal(response.headers.get("access-control-allow-origin"), allowed);
		}
	});
});

test("prints where the control is, with a token that works; the page is given it where no server sees it", {
	timeout: 10_000,
}, async () => {
	await running(["--port", "0", "--page", page], {}, async (text) => {
		const [control, token] = [row(text, "Control"), row(text, "Control token")];
		assert.equal(row(text, "Page"), `${control.replace("/_sandbox", "/")}#control=${token}`);
		assert.equal(await (await fetch(row(text, "Health"))).text(), '{"status":"ok"}');
		assert.equal((await fetch(`${control}/state`)).status, 401);
		const response = await fetch(`${control}/state`, { headers: { Authorization: `Bearer ${token}` } });
		assert.equal((await response.json()).users, 300);
	});
});

test("--seed reaches the sandbox", { timeout: 10_000 }, async () => {
	/** @type {string[]} */
	const lists = [];
	for (const seed of ["1", "2"]) {
		await running(["--port", "0", "--users", "5", "--seed", seed], {}, async (text) => {
			const headers = { Authorization: `Bearer ${row(text, "Users token")}` };
			lists.push(JSON.stringify((await (await fetch(`${row(text, "API")}/users`, { headers })).json()).users));
		});
	}
	const { users } = await (await open({ users: 5, seed: 1 }).ask("GET", "/2.0/users", { token: "sandbox-users-token" })).json();
	assert.equal(lists[0], JSON.stringify(users));
	assert.notEqual(lists[0], lists[1]);
});

test("with no users there is no user token to print", { timeout: 10_000 }, async () => {
	await running(["--port", "0", "--users", "0"], {}, async (text) => assert.doesNotMatch(text, /User token/));
});

test("PORT is used, --port goes before it, an empty PORT is none", { timeout: 10_000 }, async () => {
	const port = await freePort();
	await running([], { PORT: String(port) }, async (text) => assert.equal(row(text, "API"), `http://127.0.0.1:${port}/2.0`));
	await running(["--port", String(port)], { PORT: "nonsense" }, async (text) =>
		assert.ok(row(text, "API").includes(`:${port}/`)),
	);
	await running(["--port", String(port)], { PORT: "" }, async (text) => assert.ok(row(text, "API").includes(`:${port}/`)));
});

async function freePort() {
	const server = createServer().listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
	server.close();
	await once(server, "close");
	return port;
}

test("a taken port ends it with 1 and says what to do", { timeout: 10_000 }, async () => {
	const server = createServer().listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
	const { code, stdout, stderr } = await start(["--port", String(port)]).ended;
	server.close();
	assert.equal(code, 1);
	assert.equal(stdout, "");
	assert.match(stderr, new RegExp(`\\b${port}\\b.*taken.*--port`));
	assert.doesNotMatch(stderr, / {4}at /);
});

test("--help tells of every option", { timeout: 10_000 }, async () => {
	const { code, stdout, stderr } = await start(["--help"]).ended;
	assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
	const options = ["--port", "--users", "--seed", "--webhook", "--allow-host", "--faults", "--allowed-origins", "--page"];
	const events = ["USER_CREATED", "USER_DELETED", "USER_SYNCED", "CONNECTION_SYNCED", "CONNECTION_DELETED"];
	for (const text of [...options, ...events, "PORT", "8787", "127.0.0.1"]) assert.ok(stdout.includes(text), text);
});

test("what it does not understand ends it with 2, naming it", { timeout: 60_000 }, async (t) => {
	/** @type {[string[], Record<string, string>, RegExp][]} */
	const cases = [
		[["--port", "65536"], {}, /--port.*65535.*"65536"/],
		[["--port", ""], {}, /--port/],
		[["--port", "80a"], {}, /--port/],
		[["--port", "1e3"], {}, /--port/],
		[["--port", "-1"], {}, /--port/],
		[["--port"], {}, /--port/],
		[[], { PORT: "http" }, /PORT.*"http"/],
		[[], { PORT: "-1" }, /PORT/],
		[["--users", "1000001"], {}, /--users.*1000000/],
		[["--users", "many"], {}, /--users/],
		[["--users", "1.5"], {}, /--users/],
		[["--allowed-origins", "example.com"], {}, /allowedOrigins.*"example\.com"/],
		[["--allowed-origins", "https://a.example,*"], {}, /allowedOrigins.*"\*"/],
		[["--page", "/nowhere/at/all"], {}, /page.*index\.html.*\/nowhere\/at\/all/],
		[["--host", "0.0.0.0"], {}, /--host/],
		[["--seed", "-1"], {}, /--seed/],
		[["--seed", "x"], {}, /--seed.*"x"/],
		[["--webhook", "USER_CREATED"], {}, /--webhook.*EVENT=URL.*USER_CREATED, USER_DELETED, USER_SYNCED, CONNECTION_SYNCED/],
		[["--webhook", "http://127.0.0.1:3000/"], {}, /--webhook.*EVENT=URL/],
		[["--webhook", "USER_MOVED=http://127.0.0.1:3000/"], {}, /--webhook.*"USER_MOVED=.*CONNECTION_DELETED/],
		[["--webhook", "user_created=http://127.0.0.1:3000/"], {}, /--webhook.*USER_CREATED/],
		[["--webhook", "USER_CREATED="], {}, /--webhook USER_CREATED.*http.*""/],
		[["--webhook", "USER_CREATED=/hook"], {}, /--webhook USER_CREATED.*http.*"\/hook"/],
		[["--webhook", "USER_CREATED=ftp://127.0.0.1/"], {}, /--webhook USER_CREATED.*http/],
		[["--webhook", "USER_CREATED=https://example.com/"], {}, /example\.com.*127\.0\.0\.1.*--allow-host example\.com/],
		[["--webhook", "USER_CREATED=http://192.168.0.1/", "--allow-host", "192.168.0.2"], {}, /192\.168\.0\.1 is not/],
		[["--webhook", "USER_CREATED=http://u:p@localhost/"], {}, /credentials/],
		[["--allow-host", "https://example.com"], {}, /allowedHosts.*"https:\/\/example\.com"/],
		[["--faults", "/nowhere/at/all.json"], {}, /--faults.*\/nowhere\/at\/all\.json/],
		[["--faults", COMMAND], {}, /--faults.*JSON/],
		[["serve"], {}, /serve/],
	];
	for (const [args, variables, message] of cases) {
		await t.test([...Object.entries(variables).flat(), ...args].join(" "), async () => {
			const { code, stdout, stderr } = await start(args.includes("--port") ? args : [...args], variables).ended;
			assert.equal(code, 2, stderr);
			assert.equal(stdout, "");
			assert.match(stderr, message);
			assert.doesNotMatch(stderr, / {4}at /);
		});
	}
});
