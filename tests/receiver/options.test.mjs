// @ts-check
// Options: read once, as own properties; wrong ones are refused by a message that says what is allowed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createReceiver, memoryInbox } from "powens-users/receiver";
import { incoming, PATH, SECRET } from "./support.mjs";

const handle = () => {};
const good = { secretKey: SECRET, inbox: memoryInbox(), routes: { [PATH]: { event: "USER_CREATED", handle } } };
const route = (/** @type {object} */ more) => ({ routes: { "/a": { event: "USER_CREATED", handle, ...more } } });
const path = (/** @type {string} */ name) => ({ routes: { [name]: { handle } } });
const thrower = Object.defineProperty({}, "inbox", {
	enumerable: true,
	get: () => {
		throw new Error(SECRET);
	},
});

/** @type {readonly (readonly [what: string, options: any, message: RegExp])[]} */
const wrong = [
	["no options", undefined, /object of options/],
	["no inbox", { ...good, inbox: undefined }, /inbox must be given: memoryInbox/],
	["an inbox that is none", { ...good, inbox: { retentionMs: 5_000, claim: handle } }, /no function renew/],
	["an inbox without retention", { ...good, inbox: inboxWith({ retentionMs: undefined }) }, /retentionMs/],
	["an inbox that forgets at once", { ...good, inbox: inboxWith({ retentionMs: 999 }) }, /1000 or more/],
	["an inbox of no claims", { ...good, inbox: inboxWith({ maxClaims: 0 }) }, /maxClaims/],
	["a getter that throws", thrower, /option inbox cannot be read/],
	["no routes", { ...good, routes: undefined }, /routes must be an object/],
	["not one route", { ...good, routes: {} }, /no route/],
	["a route that is none", { ...good, routes: { "/a": handle } }, /route \/a must be an object/],
	["a path without a slash", { ...good, ...path("a") }, /starts with \//],
	["a path with a query", { ...good, ...path("/a?b") }, /no query/],
	["a path with a line break", { ...good, ...path("/a\nb") }, /white space/],
	["a path with half a character", { ...good, ...path("/a\ud800") }, /"\/a\\ud800"/],
	["a path too long", { ...good, ...path(`/${"a".repeat(300)}`) }, /at most 300/],
	["no handle", { ...good, ...route({ handle: undefined }) }, /handle of the route \/a must be a function/],
	["an event that is not covered", { ...good, ...route({ event: "ACCOUNT_FOUND" }) }, /USER_CREATED.*Leave it out/],
	["an event of every object", { ...good, ...route({ event: "constructor" }) }, /must be one of/],
	["a source with a line break", { ...good, ...route({ source: "a\nb" }) }, /source of the route \/a/],
	["an empty source", { ...good, ...route({ source: "" }) }, /source/],
	["a source too long", { ...good, ...route({ source: "a".repeat(61) }) }, /at most 60/],
	["no secret", { ...good, secretKey: undefined }, /no secretKey of the route/],
	["an empty secret", { ...good, secretKey: "" }, /secretKey is empty/],
	["an empty secret of a route", { ...good, ...route({ secretKey: " " }) }, /secretKey is blank/],
	["both a secret and authenticate", { ...good, ...route({ secretKey: SECRET, authenticate: () => true }) }, /not both/],
	["authenticate that is none", { ...good, ...route({ authenticate: true }) }, /authenticate of the route \/a/],
	[
		"a bearer that is none",
		{ ...good, ...route({ authenticate: { bearer: "token" } }) },
		/bearer of the route \/a must be a function/,
	],
	["a bearer without an event", { ...good, ...route({ event: undefined, authenticate: { bearer: handle } }) }, /needs an event/],
	["toleranceSeconds beyond the retention", { ...good, toleranceSeconds: 2_591_701 }, /toleranceSeconds .* from 1 to 2591700/],
	["toleranceSeconds of 0", { ...good, toleranceSeconds: 0 }, /from 1/],
	["maxBufferedBytes below maxBodyBytes", { ...good, maxBodyBytes: 100, maxBufferedBytes: 99 }, /from 100/],
	["maxBodyBytes too large", { ...good, maxBodyBytes: 268_435_457 }, /maxBodyBytes/],
	["waitMs below 0", { ...good, waitMs: -1 }, /waitMs/],
	["leaseMs too short", { ...good, leaseMs: 29 }, /leaseMs/],
	...["maxHandlers", "bodyTimeoutMs", "handlerTimeoutMs", "maxAttempts", "leaseMs", "waitMs", "maxBufferedBytes"].flatMap(
		(name) =>
			["10", 1.5, Number.NaN, null, Number.POSITIVE_INFINITY].map(
				(value) =>
					/** @type {const} */ ([
						`${name} ${JSON.stringify(value)}`,
						{ ...good, [name]: value },
						new RegExp(`${name} must be a whole number`),
					]),
			),
	),
	...["now", "random", "onOutcome", "onUnexpected"].map(
		(name) => /** @type {const} */ ([`${name} that is none`, { ...good, [name]: 7 }, new RegExp(`${name} must be a function`)]),
	),
];

for (const [what, options, message] of wrong) {
	test(`refuses ${what}`, () => {
		assert.throws(
			() => createReceiver(options),
			(/** @type {any} */ error) => {
				assert.equal(error.code, "invalid_argument");
				assert.match(error.message, message);
				assert.ok(!JSON.stringify(error).includes(SECRET));
				return true;
			},
		);
	});
}

test("routes with a secret or a proof of their own need none of the receiver", async () => {
	const routes = {
		"/a": { secretKey: SECRET, handle },
		"/b": { authenticate: () => true, handle },
		"/c": { event: /** @type {const} */ ("USER_DELETED"), authenticate: { bearer: () => "x" }, handle },
	};
	const receiver = createReceiver({ inbox: memoryInbox(), routes });
	assert.deepEqual(receiver.paths, ["/a", "/b", "/c"]);
	assert.deepEqual(
		["/a", "/d", "__proto__", "constructor"].map((name) => receiver.hasRoute(name)),
		[true, false, false, false],
	);
	assert.equal((await receiver.receive(incoming({ path: "/a" }))).status, 204);
});

test("what a polluted prototype has is no option, and no route", async () => {
	const names = [
		"onOutcome",
		"now",
		"random",
		"maxAttempts",
		"toleranceSeconds",
		"authenticate",
		"source",
		"event",
		"/polluted",
		"id_webhook_data",
	];
	const polluted = /** @type {Record<string, unknown>} */ (Object.prototype);
	try {
		const others = { "/polluted": { handle }, source: "evil", id_webhook_data: 5 };
		for (const name of names) polluted[name] = Object.hasOwn(others, name) ? Reflect.get(others, name) : () => true;
		/** @type {string[]} */
		const keys = [];
		const receiver = createReceiver({
			secretKey: SECRET,
			inbox: memoryInbox(),
			routes: { [PATH]: { handle: (_signed, { key }) => void keys.push(key) } },
		});
		assert.equal((await receiver.receive(incoming())).status, 204);
		assert.equal((await receiver.receive(incoming({ chunks: ['{"id":1}'] }))).status, 204);
		assert.deepEqual(
			keys.map((key) => key.slice(0, `${PATH}\ndefault\n`.length + 6)),
			[`${PATH}\ndefault\n1`, `${PATH}\ndefault\nsha256`],
		);
		assert.equal((await receiver.receive(incoming({ target: "/polluted" }))).status, 404);
	} finally {
		for (const name of names) delete polluted[name];
	}
});

test("options are read once: a later change counts for nothing", async () => {
	const options = { ...good, routes: { [PATH]: { event: /** @type {const} */ ("USER_CREATED"), handle: () => {} } } };
	const receiver = createReceiver(/** @type {any} */ (options));
	options.secretKey = "another";
	options.routes = /** @type {any} */ ({});
	options.inbox = /** @type {any} */ (null);
	assert.equal((await receiver.receive(incoming())).status, 204);
});

test("the retention of the inbox bounds the age of what is accepted", () => {
	const inbox = inboxWith({ retentionMs: 60_500 });
	assert.throws(() => createReceiver(/** @type {any} */ ({ ...good, inbox, toleranceSeconds: 31 })), /from 1 to 30\b/);
	assert.ok(createReceiver(/** @type {any} */ ({ ...good, inbox, toleranceSeconds: 30 })));
	assert.ok(createReceiver(/** @type {any} */ ({ ...good, inbox: inboxWith({ retentionMs: 1e12 }) })), "and 400 days");
});

for (const [what, random] of /** @type {const} */ ([
	[
		"throws",
		() => {
			throw new Error("no");
		},
	],
	["gives no text", () => 7],
	["gives a short text", () => "x"],
	["gives a long one", () => "x".repeat(65)],
])) {
	test(`a random that ${what} is ignored, and one token is not another`, async () => {
		/** @type {string[]} */
		const tokens = [];
		const inbox = inboxWith({});
		const { claim } = inbox;
		inbox.claim = (/** @type {any[]} */ ...given) => {
			tokens.push(given[2]);
			return claim(...given);
		};
		const receiver = createReceiver(/** @type {any} */ ({ ...good, inbox, random }));
		for (const body of ["1", "2"]) {
			const chunks = [`{"id":42,"signin":null,"platform":"web","id_webhook_data":${body}}`];
			assert.equal((await receiver.receive(incoming({ chunks }))).status, 204);
		}
		assert.equal(new Set(tokens).size, 2);
		assert.ok(tokens.every((token) => /^[0-9a-f-]{36}$/.test(token)));
	});
}

/** @param {object} more @returns {any} */
function inboxWith(more) {
	const inbox = /** @type {any} */ (memoryInbox());
	const names = ["claim", "renew", "commit", "release", "keep", "list", "read", "drop"];
	return {
		retentionMs: inbox.retentionMs,
		...Object.fromEntries(names.map((name) => [name, (/** @type {any[]} */ ...given) => inbox[name](...given)])),
		...more,
	};
}
