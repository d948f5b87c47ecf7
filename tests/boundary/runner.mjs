// @ts-check
// Runs the cases, in any runtime: nothing here but the web platform.
import { unavailable } from "./unavailable.mjs";

/**
 * The package, with arguments of any type: most cases give what its types forbid.
 *
 * @typedef {object} Package
 * @property {new (options?: unknown) => UsersApi} UsersApi
 * @property {new (options?: unknown) => Webhooks} Webhooks
 * @property {(type?: unknown, body?: unknown, options?: unknown) => any} checkPayload
 * @property {Record<string, any>} payloadSchemas
 * @property {(type?: unknown, request?: unknown) => Promise<any>} verifyBearer
 * @property {(type?: unknown, body?: unknown, origin?: unknown) => any} readEvent
 * @property {(value?: unknown) => boolean} isPowensError
 * @property {new (...args: any[]) => Error} PowensError
 * @property {() => Promise<void>} [init] of `powens-users/web`
 *
 * @typedef {object} UsersApi
 * @property {(options?: unknown) => Promise<any>} list
 * @property {(userId?: unknown, options?: unknown) => Promise<any>} get
 * @property {(userId?: unknown, options?: unknown) => Promise<any>} delete
 *
 * @typedef {object} Webhooks
 * @property {(type?: unknown, request?: unknown) => any} verify
 * @property {(request?: unknown) => any} verifySignature
 * @property {(type?: unknown, request?: unknown, options?: unknown) => Promise<any>} verifyRequest
 * @property {(request?: unknown, options?: unknown) => Promise<any>} verifyRequestSignature
 * @property {(type?: unknown, request?: unknown, options?: unknown) => Promise<any>} verifyNode
 * @property {(request?: unknown, options?: unknown) => Promise<any>} verifyNodeSignature
 * @property {(request?: unknown) => Record<string, string>} sign
 * @property {(request?: unknown) => any} diagnose
 */

/** @typedef {"node" | "chromium" | "firefox"} Runtime */

/**
 * What a runtime does for the cases.
 *
 * @typedef {object} Tools
 * @property {Runtime} runtime
 * @property {boolean} inflates whether the package inflates gzip synchronously here
 * @property {readonly string[]} entries the entries of the package that can be loaded here
 * @property {(name: string) => Promise<any>} vectors a file of tests/vectors
 * @property {() => Promise<Record<string, any>>} outcomes the rows of tests/soak/outcomes.json
 * @property {() => Promise<ArrayBuffer>} wasm the `.wasm` of the package
 * @property {() => Promise<typeof import("powens-users/sandbox")>} sandbox the sandbox of the package
 * @property {FreshPackage} withFreshPackage
 */

/**
 * Loads a copy of the package that nobody has used yet, in a realm some globals of which were replaced; `undefined` takes one away.
 * They are put back when the work is done.
 *
 * @typedef {<T>(work: (fresh: Package, scope: typeof globalThis) => Promise<T>, options?: FreshOptions) => Promise<T>} FreshPackage
 * @typedef {{ entry?: string, globals?: (scope: typeof globalThis) => Record<string, unknown> }} FreshOptions
 */

/** @typedef {{ name: string, run: (powens: Package, tools: Tools) => unknown }} Case */
/** @typedef {{ name: string, outcome: "passed" | "FAILED" | "not run", detail: string }} CaseResult */

/** A case that takes longer hangs; a busy machine takes its time. */
const CASE_MS = 60_000;

// Cases replace timers.
const { setTimeout, clearTimeout } = globalThis;

/**
 * Why a case is not run in a runtime, where it is not.
 *
 * @param {Case} case_
 * @param {Runtime} runtime
 */
export function whyNot({ name }, runtime) {
	return unavailable[name]?.[runtime];
}

/**
 * Runs one case, and no longer than it may take.
 *
 * @param {Case} case_
 * @param {Package} powens
 * @param {Tools} tools
 */
export async function runCase({ run }, powens, tools) {
	/** @type {ReturnType<typeof setTimeout> | undefined} */
	let timer;
	const late = new Promise((_, reject) => {
		timer = setTimeout(() => reject(new Error(`it did not end within ${CASE_MS / 1000} s`)), CASE_MS);
	});
	try {
		await Promise.race([(async () => run(powens, tools))(), late]);
	} finally {
		clearTimeout(timer);
	}
}

/**
 * Runs the cases one after the other.
 *
 * @param {readonly Case[]} cases
 * @param {Package} powens
 * @param {Tools} tools
 * @param {{ before: (name: string) => void, unhandled: () => readonly string[] }} page what it is told, and what it has caught
 * @returns {Promise<CaseResult[]>}
 */
export async function runCases(cases, powens, tools, { before, unhandled }) {
	/** @type {CaseResult[]} */
	const results = [];
	for (const case_ of cases) {
		const { name } = case_;
		const why = whyNot(case_, tools.runtime);
		if (why !== undefined) {
			results.push({ name, outcome: "not run", detail: why });
			continue;
		}
		before(name);
		const failures = await failuresOf(case_, powens, tools, unhandled);
		results.push({ name, outcome: failures.length === 0 ? "passed" : "FAILED", detail: failures.join("\n") });
	}
	return results;
}

/**
 * @param {Case} case_
 * @param {Package} powens
 * @param {Tools} tools
 * @param {() => readonly string[]} unhandled
 */
async function failuresOf(case_, powens, tools, unhandled) {
	/** @type {string[]} */
	const failures = [];
	try {
		await runCase(case_, powens, tools);
	} catch (error) {
		failures.push(error instanceof Error ? `${error.name}: ${error.message}\n${error.stack}` : String(error));
	}
	// A rejection is reported as unhandled in a task of its own.
	await new Promise((resolve) => setTimeout(resolve, 0));
	return [...failures, ...unhandled().map((text) => `unhandled: ${text}`)];
}
