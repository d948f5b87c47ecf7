// @ts-check
// What a framework throws to steer itself has a `digest`: Next's redirect(), notFound(), and what cookies() and fetch throw while a page
// is made static. It is no failure of the network, so it is never retried, and the framework has to know it again.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inspect } from "node:util";
import { loadEntry, outcome } from "./packed-entry.mjs";

const { UsersApi, isPowensError } = await loadEntry();

const REDIRECT = "NEXT_REDIRECT;replace;/sign-in;307;";
const never = () => new Promise(() => {});

/** @param {unknown} digest @param {object} [more] */
const steering = (digest, more) => Object.assign(new Error("NEXT_REDIRECT"), { digest, code: "E1", ...more });

/** @typedef {(thrown: unknown) => { options: object, asked: () => number }} Place */
/** @param {(thrown: unknown) => () => unknown} throwing @param {(hook: () => unknown) => object} mount @returns {Place} */
const place = (throwing, mount) => (thrown) => {
	let count = 0;
	const hook = () => {
		count += 1;
		return throwing(thrown)();
	};
	return { options: mount(hook), asked: () => count };
};
const sync = (/** @type {unknown} */ thrown) => () => {
	throw thrown;
};
const async_ = (/** @type {unknown} */ thrown) => () => Promise.reject(thrown);
const answering = (/** @type {object} */ response) => ({ fetch: async () => ({ status: 200, ...response }) });

/** Where it is thrown, and as what the call fails. @type {Record<string, [Place, string]>} */
const places = {
	"the token function throws": [place(sync, (hook) => ({ usersToken: hook, userToken: hook })), "token_unavailable"],
	"the token function rejects": [place(async_, (hook) => ({ usersToken: hook, userToken: hook })), "token_unavailable"],
	"the headers function throws": [place(sync, (hook) => ({ headers: hook })), "headers_unavailable"],
	"the headers function rejects": [place(async_, (hook) => ({ headers: hook })), "headers_unavailable"],
	"fetch throws": [place(sync, (hook) => ({ fetch: hook })), "network"],
	"fetch rejects": [place(async_, (hook) => ({ fetch: hook })), "network"],
	"the body rejects": [place(async_, (hook) => answering({ text: hook })), "network"],
};
const sleeps = { sleep: async () => {} };

/** @param {object} options @param {"list" | "get" | "delete"} kind */
async function failure(options, kind) {
	const api = new UsersApi({ domain: "acme", usersToken: "users-token", userToken: "user-token", ...sleeps, ...options });
	/** @type {Promise<unknown>} */
	const call = kind === "list" ? api.list() : api[kind](42);
	const ended = await outcome(call);
	assert.ok("error" in ended && isPowensError(ended.error), "it fails with an error of ours");
	return /** @type {InstanceType<typeof import("powens-users").PowensError> & { cause: any }} */ (ended.error);
}

for (const [where, [mount, code]] of Object.entries(places)) {
	describe(where, () => {
		for (const kind of /** @type {const} */ (["list", "get", "delete"])) {
			// A delete that is answered 200 may be gone, whatever becomes of the body.
			if (kind === "delete" && where === "the body rejects") continue;
			test(`${kind}: it is asked once, and the cause keeps the digest`, async () => {
				const { options, asked } = mount(steering(REDIRECT));
				const error = await failure(options, kind);
				assert.equal(asked(), 1);
				assert.equal(error.code, code);
				const { name, message, digest, code: foreign } = error.cause;
				assert.deepEqual([name, message, foreign, digest], ["Error", "NEXT_REDIRECT", "E1", REDIRECT]);
			});
		}
	});
}

describe("control: an error without a digest is as ever", () => {
	for (const [where, [mount, code]] of Object.entries(places)) {
		for (const [what, thrown] of /** @type {[string, unknown][]} */ ([
			["an error", new Error("reset")],
			["a text", "reset"],
			["a digest that is no text", steering(5)],
			["a digest that throws", Object.defineProperty(new Error("reset"), "digest", { get: () => assert.fail("no") })],
		])) {
			test(`${where}: ${what}`, async () => {
				const { options, asked } = mount(thrown);
				const error = await failure(options, "list");
				assert.equal(error.code, code);
				assert.equal(asked(), code === "network" ? 3 : 1);
				assert.ok(!("digest" in error.cause), inspect(error.cause));
			});
		}
	}
});

describe("the digest in the cause", () => {
	const cause = async (/** @type {unknown} */ thrown) => (await failure({ fetch: async_(thrown) }, "list")).cause;

	test("of an object that is no Error, and of one behind an error", async () => {
		assert.equal((await cause({ digest: "BAILOUT_TO_CLIENT_SIDE_RENDERING" })).digest, "BAILOUT_TO_CLIENT_SIDE_RENDERING");
		const nested = new Error("outer", { cause: steering(REDIRECT) });
		assert.equal((await cause(nested)).cause.digest, REDIRECT);
	});
	test("goes into JSON, beside name, code and message", async () => {
		const error = await failure({ fetch: async_(steering(REDIRECT)) }, "list");
		const { cause } = JSON.parse(JSON.stringify({ cause: error.cause }));
		assert.deepEqual(cause, { name: "Error", code: "E1", message: "NEXT_REDIRECT", digest: REDIRECT });
	});
	test("holds no token, and is no longer than the message may be", async () => {
		for (const token of ["users-token", "a-token-of-a-length/of+its~own"]) {
			const error = await failure({ usersToken: token, fetch: async_(steering(`x;${token};y`)) }, "list");
			assert.ok(error.cause.digest.startsWith("x;") && !inspect(error, { depth: 9 }).includes(token), error.cause.digest);
		}
		const long = "d".repeat(100_000);
		const { digest, message } = await cause(steering(long, { message: long }));
		assert.ok(digest.length >= 100 && digest.length <= message.length, `${digest.length} of ${message.length}`);
	});
	test("a bail-out ends the call at once, whatever else would wait", async () => {
		const error = await failure({ fetch: async_(steering("DYNAMIC_SERVER_USAGE")), sleep: never, timeoutMs: 500 }, "list");
		assert.deepEqual([error.code, error.attempts, error.cause.digest], ["network", 1, "DYNAMIC_SERVER_USAGE"]);
	});
	test("what rejects the caller's sleep is not what failed", async () => {
		const options = { fetch: async () => ({ status: 503 }), sleep: async_(steering(REDIRECT)) };
		assert.equal((await failure(options, "list")).code, "http_status");
	});
});
