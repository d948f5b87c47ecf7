// @ts-check
// What AWS does to a request on its way: stages, mappings, base64, text that was no text.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { createReceiver, memoryInbox } from "powens-users/receiver";
import { lambdaHandler } from "powens-users/receiver/lambda";
import { eventV1, eventV2 } from "./lambdas.mjs";
import { recording } from "./receivers.mjs";
import { createdBody, PATHS, SECRET, signed } from "./signed.mjs";

/** @typedef {import("powens-users/receiver/lambda").LambdaEvent} LambdaEvent */
/** @typedef {import("powens-users/receiver/lambda").LambdaOptions} LambdaOptions */

describe("the path that is registered at Powens", () => {
	/** A request for the URL, as the gateway tells of it. @param {string} path */
	const to = (path) => signed(createdBody(1), { path });
	/** @type {[name: string, path: string, event: LambdaEvent, options: LambdaOptions][]} */
	const paths = [
		["the URL of a function", "/hooks/created", eventV2(to("/hooks/created")), {}],
		[
			"the same behind a proxy that cuts",
			"/api/hooks/created",
			eventV2(to("/api/hooks/created"), { path: "/hooks/created" }),
			{ basePath: "/api" },
		],
		["HTTP API, $default", "/hooks/created", eventV2(to("/hooks/created")), {}],
		["HTTP API, a stage", "/prod/hooks/created", eventV2(to("/prod/hooks/created"), { stage: "prod" }), {}],
		[
			"HTTP API, a domain that leads to a stage",
			"/hooks/created",
			eventV2(to("/hooks/created"), { stage: "prod", path: "/prod/hooks/created" }),
			{ basePath: "" },
		],
		[
			"HTTP API, a domain with a mapping",
			"/v1/hooks/created",
			eventV2(to("/v1/hooks/created"), { stage: "prod", path: "/prod/hooks/created" }),
			{ basePath: "/v1" },
		],
		[
			"HTTP API, a mapping and $default",
			"/v1/hooks/created",
			eventV2(to("/v1/hooks/created"), { path: "/hooks/created" }),
			{ basePath: "/v1" },
		],
		[
			"HTTP API, a path that begins like the stage",
			"/production/hooks",
			eventV2(to("/production/hooks"), { stage: "prod" }),
			{ basePath: "" },
		],
		[
			"REST API, a stage",
			"/prod/hooks/created",
			eventV1(to("/prod/hooks/created"), { path: "/hooks/created", asked: "/prod/hooks/created" }),
			{},
		],
		["REST API, a domain with a mapping", "/v1/hooks/created", eventV1(to("/v1/hooks/created")), {}],
		["REST API, a domain without one", "/hooks/created", eventV1(to("/hooks/created")), {}],
		[
			"REST API, a proxy that hides the stage",
			"/hooks/created",
			eventV1(to("/hooks/created"), { asked: "/prod/hooks/created" }),
			{ basePath: "" },
		],
		["the stage alone", "/", eventV2(to("/"), { stage: "prod", path: "/prod" }), { basePath: "" }],
	];
	for (const [name, path, event, options] of paths) {
		test(name, async () => {
			/** @type {(string | null)[]} */
			const routes = [];
			const receiver = createReceiver({
				secretKey: SECRET,
				inbox: memoryInbox(),
				routes: { [path]: { event: "USER_CREATED", handle: (_event, { route }) => void routes.push(route) } },
			});
			const { statusCode } = await lambdaHandler(receiver, options)(event);
			assert.deepEqual([statusCode, routes], [204, [path]]);
		});
	}
});

describe("the body", () => {
	const zipped = gzipSync(createdBody(1));
	/** @type {[name: string, change: (event: LambdaEvent) => object, expected: unknown[]][]} */
	const bodies = [
		["text as base64", ({ body }) => ({ body: Buffer.from(String(body)).toString("base64"), isBase64Encoded: true }), [204, ""]],
		["none", () => ({ body: undefined }), [401, '{"code":"signature_mismatch"}']],
		["null", () => ({ body: null }), [401, '{"code":"signature_mismatch"}']],
		[
			"gzip that was taken for UTF-8",
			() => ({ body: zipped.toString("utf8"), isBase64Encoded: false }),
			[500, '{"code":"body_not_raw"}'],
		],
		[
			"gzip that was taken for Latin",
			() => ({ body: zipped.toString("latin1"), isBase64Encoded: false }),
			[500, '{"code":"body_not_raw"}'],
		],
	];
	for (const eventOf of [eventV2, eventV1]) {
		for (const [name, change, expected] of bodies) {
			test(`${name}, ${eventOf.name}`, async () => {
				const { receiver } = recording();
				const event = eventOf(signed(createdBody(1)));
				const { statusCode, body, isBase64Encoded } = await lambdaHandler(receiver)({ ...event, ...change(event) });
				assert.deepEqual([statusCode, body, isBase64Encoded], [...expected, false]);
			});
		}
	}
});

test("headers of a test in the console: one value each, or none", async () => {
	const { receiver, handled } = recording();
	const handler = lambdaHandler(receiver);
	const event = eventV1(signed(createdBody(1)));
	for (const [changes, status] of /** @type {const} */ ([
		[{ multiValueHeaders: null }, 204],
		[{ multiValueHeaders: null, headers: null }, 401],
		[{ requestContext: undefined }, 204],
	])) {
		const answer = await handler(/** @type {LambdaEvent} */ (/** @type {unknown} */ ({ ...event, ...changes })));
		assert.equal(answer.statusCode, status);
	}
	assert.equal(
		(await handler(/** @type {never} */ ({ ...eventV2(signed(createdBody(2))), headers: undefined }))).statusCode,
		401,
	);
	assert.deepEqual(handled, [1]);
});

test("the answer has headers of its own each time", async () => {
	const { receiver } = recording();
	const handler = lambdaHandler(receiver);
	const event = eventV2({ ...signed(createdBody(1)), method: "GET" });
	const first = await handler(event);
	assert.deepEqual([first.statusCode, first.headers.allow, first.body], [405, "POST", '{"code":"method_not_allowed"}']);
	first.headers.allow = "changed by a middleware";
	assert.equal((await handler(event)).headers.allow, "POST");
});

test("what is no request is told, and what is no option", async () => {
	const { receiver } = recording();
	const handler = lambdaHandler(receiver);
	for (const event of [undefined, null, "text", {}, { Records: [] }, { rawPath: "/x" }, { httpMethod: "POST" }]) {
		await assert.rejects(handler(/** @type {never} */ (event)), /createReceiver|proxy integration/);
	}
	assert.throws(() => lambdaHandler(receiver, { basePath: "v1" }), { code: "invalid_argument" });
	assert.throws(() => lambdaHandler(receiver, /** @type {never} */ (null)), { code: "invalid_argument" });
	assert.throws(() => lambdaHandler(/** @type {never} */ ({})), { code: "invalid_argument" });
	assert.equal((await handler(eventV2(signed(createdBody(1), { path: PATHS.any })))).statusCode, 204);
});
