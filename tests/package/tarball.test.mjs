// @ts-check
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, relative, sep } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { inputsFolder } from "../../scripts/build/bundle.mjs";
import { filesIn } from "../../scripts/lib/build-step.mjs";
import { inProject, root } from "../../scripts/lib/paths.mjs";
import { projectFolder } from "./packed-project.mjs";

const installed = join(await projectFolder(), "node_modules", "powens-users");
const files = filesIn(installed).map((file) => relative(installed, file).split(sep).join("/"));
const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
/** Those of the client: what `powens-users` and `powens-users/web` lead to. */
const scripts = files.filter((file) => /^pkg\/(?!sandbox|receiver)[^/]+\.[cm]?js$/.test(file));
const receivers = files.filter((file) => /^pkg\/receiver[^/]*\.c?js$/.test(file));
/** The scripts that hold WebAssembly, and which. */
const holders = new Map([
	["pkg/inlined.cjs", await startedModules("pkg/node.cjs")],
	["pkg/users-text.js", [await moduleOf("pkg/users-text.js")]],
	["pkg/webhooks-text.js", [await moduleOf("pkg/webhooks-text.js")]],
]);

test("the package holds what it should and nothing else", () => {
	const sources = filesIn(inProject("js")).map((file) => relative(root, file).split(sep).join("/"));
	const models = filesIn(inProject("js/model")).map((file) => relative(inProject("js"), file).split(sep).join("/"));
	const declared = {
		core: ["bytes", "init"],
		errors: ["powens-error"],
		receiver: [
			...["index", "awaitable", "create-receiver", "incoming", "options", "outcome", "receiver", "web-types"],
			...["cloud-functions", "express", "fastify", "koa", "lambda", "node"].map((name) => `adapters/${name}`),
			...["adapters/common/options", "adapters/http/messages"],
			...["inbox", "memory/memory-inbox", "memory/options"].map((name) => `inbox/${name}`),
			...["client", "index", "options", "redis-inbox"].map((name) => `inbox/redis/${name}`),
			...["errors", "index", "migration", "names", "options", "pool", "postgres-inbox"].map((name) => `inbox/postgres/${name}`),
			...["conformance", "index", "store"].map((name) => `inbox/conformance/${name}`),
		],
		sandbox: [
			...["index", "choices", "clock", "options", "random", "sandbox", "snapshot", "web-types", "api/cors"],
			...["faults/fault", "record/entry", "server/index", "state/users"],
			...["webhooks/delivery", "webhooks/event", "webhooks/registration"],
		],
		users: ["options", "users-api"],
		webhooks: [
			...["body", "check-payload", "content", "diagnosis", "event", "headers", "incoming-body", "lazy-payload"],
			...[
				"max-bytes",
				"options",
				"payload-schemas",
				"read-event",
				"read-node",
				"read-web",
				"target",
				"verify-bearer",
				"webhooks",
			],
		],
	};
	const modules = [
		...["index", "web"],
		...models.map((file) => file.replace(/\.ts$/, "")),
		...Object.entries(declared).flatMap(([room, names]) => names.map((name) => `${room}/${name}`)),
	];
	const bundles = [
		...["inlined.cjs", "core.cjs", "node.cjs", "node.mjs", "require.cjs"],
		...["bare.js", "users-text.js", "webhooks-text.js", "default.js", "node-bundler.js", "workerd.js", "edge-light.js"],
		...["web.js", "web-node.cjs", "web-node.mjs", "web-node-bundler.js"],
		...["web-require.cjs", "web-workerd.js", "web-edge-light.js"],
	];
	const types = [
		...modules.flatMap((name) => [`${name}.d.cts`, `${name}.d.cts.map`]),
		...["index", "web", "receiver/index", "sandbox/index", "sandbox/server/index"].map((name) => `${name}.d.ts`),
		...["cloud-functions", "express", "fastify", "koa", "lambda", "node"].map((name) => `receiver/adapters/${name}.d.ts`),
		...["conformance", "postgres", "redis"].map((name) => `receiver/inbox/${name}/index.d.ts`),
	];
	const expected = [
		"package.json",
		"README.md",
		"CHANGELOG.md",
		"LICENSE-MIT",
		"LICENSE-APACHE",
		"pkg/THIRD-PARTY-LICENSES.txt",
		"pkg/powens_users.wasm",
		...bundles.flatMap((name) => [`pkg/${name}`, `pkg/${name}.map`]),
		...["sandbox", "sandbox-server", "receiver"].flatMap((name) => [`pkg/${name}.js`, `pkg/${name}.cjs`]),
		...["cloud-functions", "conformance", "express", "fastify", "koa", "lambda", "node", "postgres", "redis"].flatMap((name) => [
			`pkg/receiver-${name}.js`,
			`pkg/receiver-${name}.cjs`,
		]),
		...types.map((name) => `pkg/types/${name}`),
		// For the source and declaration maps.
		...sources,
	];
	assert.deepEqual(files.toSorted(), expected.toSorted());
});

test("no script of the client holds a byte of the sandbox, of the receiver or of a library", () => {
	const own = /^js\/(?!(sandbox|receiver)\/)/;
	for (const file of scripts) {
		const inputs = inputsOf(file);
		const foreign = inputs.filter((input) => /(^|\/)node_modules\//.test(input) || (input.startsWith("js/") && !own.test(input)));
		assert.ok(inputs.length > 0, file);
		assert.deepEqual(foreign, [], file);
		assert.doesNotMatch(readFileSync(join(installed, file), "utf8"), /\b(sandbox|receiver)(-[a-z-]+)?\.c?js\b/, file);
	}
	assert.ok(inputsOf("pkg/sandbox.js").includes("js/sandbox/sandbox.ts"), "else this would find nothing");
	assert.ok(inputsOf("pkg/receiver.js").includes("js/receiver/create-receiver.ts"), "else this would find nothing");
});

test("no script of the receiver holds a byte of the client or of a library, and it loads the package alone", () => {
	// Without state, and without a class.
	const shared = ["js/core/compressed.ts", "js/core/guarded.ts"];
	for (const file of receivers) {
		const foreign = inputsOf(file).filter((input) => !input.startsWith("js/receiver/") && !shared.includes(input));
		assert.deepEqual(foreign, [], file);
		const code = readFileSync(join(installed, file), "utf8");
		const loaded = [...code.matchAll(/\b(?:from|import|require\()\s*\(?"([^"]+)"/g)].map(([, name = ""]) => name);
		for (const name of loaded) assert.equal(name, "powens-users", file);
	}
	assert.ok(
		readFileSync(join(installed, "pkg/receiver.js"), "utf8").includes('from "powens-users"'),
		"else this would find nothing",
	);
});

test("nothing has to be installed with it, and no version of anything stands in its way", () => {
	for (const kind of ["dependencies", "optionalDependencies", "bundleDependencies"]) {
		assert.deepEqual(Object.keys(manifest[kind] ?? {}), [], kind);
	}
	// For whoever has strict modules: the types of a framework are found from here only if they are named. A range would have npm
	// refuse the whole package beside an older version, though the entry for it is not used.
	const peers = Object.entries(manifest.peerDependencies);
	assert.ok(peers.length > 0);
	for (const [name, range] of peers) {
		assert.equal(range, "*", name);
		assert.equal(manifest.peerDependenciesMeta[name]?.optional, true, name);
	}
});

test("every package whose types a declaration names is a peer", () => {
	const named = files
		.filter((file) => /^pkg\/types\/.*\.d\.c?ts$/.test(file))
		.flatMap((file) => [
			...readFileSync(join(installed, file), "utf8")
				.replaceAll(/\/\*[\s\S]*?\*\//g, "")
				.matchAll(/\b(?:from|import\()\s*"([^".][^"]*)"/g),
		])
		.map(([, name = ""]) => name);
	assert.ok(named.includes("express"), "else this would find nothing");
	for (const name of new Set(named)) {
		if (name.startsWith("node:")) continue;
		const own =
			existsSync(inProject("node_modules", name, "package.json")) &&
			JSON.parse(readFileSync(inProject("node_modules", name, "package.json"), "utf8")).types;
		assert.ok((own ? name : `@types/${name}`) in manifest.peerDependencies, name);
	}
});

test("every file that package.json names is there", () => {
	const { main, module, types, typesVersions, exports } = manifest;
	const named = textsOf([main, module, types, typesVersions, exports]);
	assert.ok(named.length > 5);
	for (const file of named) assert.ok(existsSync(join(installed, file)), file);
});

test("every source that a map names is there", () => {
	for (const map of files.filter((file) => file.endsWith(".map"))) {
		const { sources, sourcesContent = [] } = JSON.parse(readFileSync(join(installed, map), "utf8"));
		for (const [index, source] of sources.entries()) {
			const isInside = typeof sourcesContent[index] === "string" || existsSync(join(installed, map, "..", source));
			assert.ok(isInside, `${map} names ${source}`);
		}
	}
});

test("no byte tells of the machine that built it", () => {
	const { CARGO_HOME, RUSTUP_HOME } = process.env;
	const places = [root.slice(0, -1), `${homedir()}${sep}`, CARGO_HOME, RUSTUP_HOME].filter((path) => path !== undefined);
	for (const file of files) {
		const bytes = readFileSync(join(installed, file));
		for (const text of [bytes, ...(holders.get(file) ?? []).map((module) => Buffer.from(module))]) {
			for (const place of places) assert.equal(text.indexOf(place), -1, `${file} holds ${place}`);
		}
	}
});

test("no code is made of text, which a strict CSP forbids", () => {
	for (const file of scripts) {
		const code = readFileSync(join(installed, file), "utf8");
		assert.ok(!/\bnew Function\(|\beval\(/.test(code), file);
	}
});

test("the scripts that hold WebAssembly hold each module once, and the file has the exports of both", () => {
	/** @param {Uint8Array<ArrayBuffer>} bytes */
	const exportsOf = (bytes) => WebAssembly.Module.exports(new WebAssembly.Module(bytes)).map(({ name }) => name);
	const [users = [], webhooks = []] = holders.get("pkg/inlined.cjs")?.map(exportsOf) ?? [];
	assert.ok(users.includes("call_begin") && !users.some((name) => name.startsWith("webhook")));
	assert.ok(webhooks.includes("webhook_verify") && !webhooks.some((name) => name.startsWith("call_")));
	const file = exportsOf(new Uint8Array(readFileSync(join(installed, "pkg/powens_users.wasm"))));
	assert.deepEqual(new Set(file), new Set([...users, ...webhooks]));
	const [usersText, webhooksText] = ["pkg/users-text.js", "pkg/webhooks-text.js"].map((name) => holders.get(name)?.[0]);
	assert.deepEqual(holders.get("pkg/inlined.cjs"), [usersText, webhooksText]);
	for (const [script, modules] of holders) {
		const length = modules.reduce((sum, module) => sum + module.length, 0);
		assert.ok(readFileSync(join(installed, script)).length < 2 * length + 200_000, `${script} holds each once`);
	}
});

test("the modules take and give numbers alone: they import nothing", () => {
	const bytes = [
		...(holders.get("pkg/inlined.cjs") ?? []),
		new Uint8Array(readFileSync(join(installed, "pkg/powens_users.wasm"))),
	];
	for (const module of bytes) assert.deepEqual(WebAssembly.Module.imports(new WebAssembly.Module(module)), []);
});

test("the scripts are plain ASCII, which no encoding changes", () => {
	for (const file of scripts) {
		const beyond = readFileSync(join(installed, file)).findIndex(
			(byte) => byte > 0x7e || (byte < 0x20 && byte !== 9 && byte !== 10),
		);
		assert.equal(beyond, -1, file);
	}
});

/** @param {string} file of pkg/ @returns {string[]} the sources that went into it */
function inputsOf(file) {
	return JSON.parse(readFileSync(join(inputsFolder, `${file.replace("pkg/", "")}.json`), "utf8"));
}

/** @param {string} file that exports what gives a module's bytes */
async function moduleOf(file) {
	/** @type {{ default: () => Uint8Array<ArrayBuffer> }} */
	const { default: bytes } = await import(pathToFileURL(join(installed, file)).href);
	return bytes();
}

/**
 * The WebAssembly modules that an entry compiles when each part of it is used first.
 *
 * @param {string} file
 */
async function startedModules(file) {
	const { Module } = WebAssembly;
	/** @type {Uint8Array<ArrayBuffer>[]} */
	const modules = [];
	WebAssembly.Module = class extends Module {
		/** @param {BufferSource} bytes */
		constructor(bytes) {
			super(bytes);
			modules.push(/** @type {Uint8Array<ArrayBuffer>} */ (bytes));
		}
	};
	try {
		const { UsersApi, Webhooks } = await import(pathToFileURL(join(installed, file)).href);
		assert.equal(modules.length, 0, "nothing starts at import");
		for (let round = 0; round < 2; round++) {
			new UsersApi({ domain: "acme" });
			new Webhooks({ secretKey: "secret" });
		}
	} finally {
		WebAssembly.Module = Module;
	}
	return modules;
}

/**
 * @param {unknown} value
 * @returns {string[]}
 */
function textsOf(value) {
	if (typeof value === "string") return [value];
	return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
