// @ts-check
// Runtimes without WebAssembly (React Native's engine, iOS in lockdown mode), and pages whose policy forbids it: the package can be
// imported, what needs the core says what is missing, and what does not need it works.
import { contains, equal, ok, refusal, rejection } from "./assertions.mjs";

/** @typedef {import("./runner.mjs").Package} Package */

/** @type {Record<string, (fresh: Package) => unknown>} */
const uses = {
	"new UsersApi": ({ UsersApi }) => new UsersApi({ domain: "acme", usersToken: "t" }),
	"new UsersApi, with what is wrong anyway": ({ UsersApi }) => new UsersApi(undefined),
	"new Webhooks": ({ Webhooks }) => new Webhooks({ secretKey: "k" }),
	"new Webhooks, with what is wrong anyway": ({ Webhooks }) => new Webhooks(undefined),
	checkPayload: ({ checkPayload }) => checkPayload("USER_CREATED", '{"id":42}'),
	readEvent: ({ readEvent }) => readEvent("USER_CREATED", '{"id":42}'),
	payloadSchemas: ({ payloadSchemas }) => payloadSchemas.USER_CREATED["~standard"].validate({ id: 42 }),
};

const bearer = { headers: { authorization: "Bearer t" }, body: '{"id":42}', token: () => "t" };

/** A platform that compiles nothing, as under a content security policy. @param {typeof globalThis} scope */
function forbidding({ WebAssembly }) {
	const refuse = () => {
		throw new WebAssembly.CompileError("WebAssembly.Module(): blocked by the Content Security Policy");
	};
	const Module = class {
		constructor() {
			refuse();
		}
	};
	const later = async () => refuse();
	const replaced = { Module, compile: later, instantiate: later, compileStreaming: later, instantiateStreaming: later };
	return Object.assign(Object.create(WebAssembly), replaced);
}

/** That nothing of the core can be used, and everything else can. @param {Package} fresh @param {RegExp} word @param {string} entry */
async function assertRefuses(fresh, word, entry) {
	for (let time = 0; time < 2; time++) {
		for (const [name, use] of Object.entries(uses)) {
			const what = `${entry}, ${name}`;
			const error = refusal(() => use(fresh), what);
			ok(fresh.isPowensError(error), `${what}: ${String(error)}`);
			equal(`${error.name} ${error.code}`, "PowensError not_initialized", what);
			contains(`${error.message} ${error.cause?.message ?? ""}`, word, what);
		}
	}
	const error = await rejection(fresh.verifyBearer("USER_CREATED", bearer), entry);
	equal(error.code, "not_initialized", `${entry}, verifyBearer`);
	for (const value of [undefined, null, {}, new Error("x"), { name: "PowensError", code: "stale" }]) fresh.isPowensError(value);
	equal(fresh.isPowensError(new Error("x")), false, entry);
	const own = new fresh.PowensError("a message", { code: "stale" });
	equal(`${fresh.isPowensError(own)} ${own.message}`, "true a message", entry);
}

/** @type {import("./runner.mjs").Case[]} */
export default [
	{
		name: "every entry can be imported, and what needs the core throws not_initialized",
		async run(_powens, { entries, withFreshPackage }) {
			ok(entries.length > 1, entries.join());
			for (const entry of entries) {
				const globals = () => ({ WebAssembly: undefined });
				await withFreshPackage((fresh) => assertRefuses(fresh, /WebAssembly/, entry), { entry, globals });
			}
		},
	},
	{
		name: "init() rejects with not_initialized",
		async run(_powens, { entries, withFreshPackage }) {
			const entry = entries.find((name) => name.endsWith("/web.js"));
			await withFreshPackage(
				async ({ init, isPowensError }) => {
					const error = await rejection(/** @type {() => Promise<void>} */ (init)());
					ok(isPowensError(error), String(error));
					equal(error.code, "not_initialized");
					contains(error.message, "WebAssembly");
				},
				{ entry, globals: () => ({ WebAssembly: undefined }) },
			);
		},
	},
	{
		name: "a policy that forbids to compile shows at the first use, with the platform's own words",
		run: (_powens, { withFreshPackage }) =>
			withFreshPackage((fresh) => assertRefuses(fresh, /Content Security Policy/, "the main entry"), {
				globals: (scope) => ({ WebAssembly: forbidding(scope) }),
			}),
	},
	{
		name: "a module that is imported and not used compiles nothing",
		run: (_powens, { withFreshPackage }) => {
			let compiled = 0;
			const globals = (/** @type {typeof globalThis} */ { WebAssembly }) => {
				const Module = class extends WebAssembly.Module {
					/** @param {BufferSource} bytes */
					constructor(bytes) {
						super(bytes);
						compiled += 1;
					}
				};
				return { WebAssembly: Object.assign(Object.create(WebAssembly), { Module }) };
			};
			return withFreshPackage(
				async ({ isPowensError, UsersApi }) => {
					equal(isPowensError(new Error("x")), false);
					equal(compiled, 0, "before the first use");
					new UsersApi({ domain: "acme", usersToken: "t" });
					new UsersApi({ domain: "acme", usersToken: "t" });
					equal(compiled, 1, "after it");
				},
				{ globals },
			);
		},
	},
];
