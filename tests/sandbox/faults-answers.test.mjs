// @ts-check
// Every fault of the API, met by each call: what a plain client sees, in process and over HTTP, and what the record says.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inWorld, isThere, requestsOf, see, TRANSPORTS } from "./faults.mjs";

/** @typedef {import("powens-users/sandbox").FaultRule} FaultRule */
/** @typedef {import("powens-users/sandbox").Performs} Performs */

const CALLS = /** @type {const} */ ([
	["list", "GET", "/2.0/users", "sandbox-users-token"],
	["get", "GET", "/2.0/users/1", "sandbox-user-token-1"],
	["delete", "DELETE", "/2.0/users/1", "sandbox-user-token-1"],
]);
const ANY = /** @type {const} */ (["before", "after", "never"]);
const JSON_TYPE = "application/json";

/** @param {string} text */
const isJson = (text) => {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
};

/**
 * @typedef {object} Row
 * @property {Partial<FaultRule>} [rule]
 * @property {readonly Performs[]} performs
 * @property {number | null | "true"} status "true": as the API answers.
 * @property {string | null | "true"} type
 * @property {string} end
 * @property {import("powens-users/sandbox").RequestEntry["ended"]} ended
 * @property {(text: string, name: string, headers: Headers) => void} [check]
 */

/** @type {Record<import("powens-users/sandbox").ApiFaultName, Row>} */
const ROWS = {
	latency: { rule: { ms: 60 }, performs: ["before", "after"], status: "true", type: "true", end: "whole", ended: "answered" },
	refused: { performs: ["never"], status: null, type: null, end: "ECONNREFUSED", ended: "unanswered" },
	reset: { performs: ANY, status: null, type: null, end: "ECONNRESET", ended: "unanswered" },
	reset_in_body: {
		performs: ANY,
		status: 200,
		type: JSON_TYPE,
		end: "breaks",
		ended: "broken-off",
		check: (text) => assert.match(text, /^\{"/),
	},
	truncated_json: {
		performs: ANY,
		status: 200,
		type: JSON_TYPE,
		end: "whole",
		ended: "answered",
		check: (text) => assert.ok(text.startsWith('{"') && !isJson(text), text),
	},
	html_503: {
		performs: ANY,
		status: 503,
		type: "text/html; charset=utf-8",
		end: "whole",
		ended: "answered",
		check: (text) => assert.match(text, /^<!doctype html>.*503/),
	},
	sign_in_page: {
		performs: ANY,
		status: 200,
		type: "text/html; charset=utf-8",
		end: "whole",
		ended: "answered",
		check: (text) => assert.match(text, /<form/),
	},
	wrong_content_type: {
		performs: ["before"],
		status: "true",
		type: "text/html",
		end: "whole",
		ended: "answered",
		check: (text, name) => assert.equal(isJson(text), name !== "delete"),
	},
	too_many_requests: {
		rule: { retryAfterSeconds: 7 },
		performs: ["never"],
		status: 429,
		type: JSON_TYPE,
		end: "whole",
		ended: "answered",
		check: (text, _name, headers) => {
			assert.equal(JSON.parse(text).code, "tooManyRequests");
			assert.equal(headers.get("retry-after"), "7");
		},
	},
	wrong_types: {
		performs: ANY,
		status: 200,
		type: JSON_TYPE,
		end: "whole",
		ended: "answered",
		check: (text, name) => {
			const body = JSON.parse(text);
			assert.equal(typeof (name === "list" ? body.users[0] : body).id, "string");
		},
	},
	other_user: {
		performs: ANY,
		status: 200,
		type: JSON_TYPE,
		end: "whole",
		ended: "answered",
		check: (text) => {
			const { id, ...rest } = JSON.parse(text);
			assert.ok(Number.isSafeInteger(id) && id > 0 && id !== 1);
			assert.deepEqual(Object.keys(rest), ["signin", "platform"]);
		},
	},
	huge_body: {
		rule: { bytes: 30_000_000 },
		performs: ANY,
		status: 200,
		type: JSON_TYPE,
		end: "goes on",
		ended: "abandoned",
		check: (text) => assert.match(text, /^\{"[^ ]+":[^ ]+.* $/s),
	},
	endless_body: {
		performs: ANY,
		status: 200,
		type: JSON_TYPE,
		end: "goes on",
		ended: "abandoned",
		check: (text) => assert.match(text, /^\{"[^ ]+":[^ ]+.* $/s),
	},
	redirect: { performs: ["never"], status: 307, type: null, end: "whole", ended: "answered", check: leadsNowhere },
	redirect_see_other: { performs: ANY, status: 303, type: null, end: "whole", ended: "answered", check: leadsNowhere },
	error_500: {
		performs: ANY,
		status: 500,
		type: JSON_TYPE,
		end: "whole",
		ended: "answered",
		check: (text, _name, headers) => {
			const body = JSON.parse(text);
			assert.deepEqual(Object.keys(body), ["code", "description", "message", "request_id"]);
			assert.equal(body.request_id, headers.get("x-request-id"));
		},
	},
};

/** @param {string} text @param {string} _name @param {Headers} headers */
function leadsNowhere(text, _name, headers) {
	assert.equal(text, "");
	assert.match(headers.get("location") ?? "", /^https:\/\/[a-z]+\.invalid\//);
}

for (const transport of TRANSPORTS) {
	for (const [fault, row] of Object.entries(ROWS)) {
		test(`${fault}, ${transport}`, async (t) => {
			for (const performs of row.performs) {
				for (const call of CALLS) await t.test(`${call[0]}, ${performs}`, () => meet(transport, fault, row, performs, call));
			}
		});
	}
}

/**
 * @param {import("./faults.mjs").Transport} transport
 * @param {string} fault
 * @param {Row} row
 * @param {Performs} performs
 * @param {(typeof CALLS)[number]} call
 */
async function meet(transport, fault, row, performs, [name, method, path, token]) {
	const rule = /** @type {FaultRule} */ ({ fault, performs, ...row.rule });
	await inWorld(transport, { faults: { rules: [rule] } }, async ({ sandbox, ask }) => {
		const seen = await see(ask(method, path, token));
		const trueStatus = name === "delete" ? 204 : 200;
		assert.equal(seen.status, row.status === "true" ? trueStatus : row.status);
		const trueType = name === "delete" ? null : JSON_TYPE;
		assert.equal(seen.type, row.type === "true" ? trueType : row.type);
		// A server has read the request before it can refuse: over HTTP both are a reset.
		assert.equal(seen.end, transport === "http" ? row.end.replace("ECONNREFUSED", "ECONNRESET") : row.end);
		row.check?.(seen.text, name, seen.headers);
		await done(sandbox, performs);
		const [entry, ...others] = await requestsOf(sandbox);
		assert.ok(entry !== undefined && others.length === 0);
		assert.equal(entry.fault, fault);
		assert.equal(entry.status, seen.status);
		assert.equal(entry.ended, row.ended);
		assert.equal(entry.performed, performs !== "never");
		if (seen.status !== null) assert.equal(seen.headers.get("x-request-id"), entry.requestId);
		const isErased = name === "delete" && performs !== "never";
		assert.deepEqual(entry.changes, isErased ? [{ type: "user_deleted", userId: 1 }] : []);
		assert.equal(isThere(sandbox, 1), !isErased);
	});
}

/** Lets late work be done; without any there is to be none. @param {import("powens-users/sandbox").Sandbox} sandbox @param {Performs} performs */
async function done(sandbox, performs) {
	for (let round = 0; round < 20; round += 1) {
		if (performs !== "never" && (await requestsOf(sandbox))[0]?.performed) return;
		await new Promise((resolve) => setTimeout(resolve, performs === "never" ? 4 : 20));
	}
}

test("the other calls of the API meet faults too, and what is no call meets none", async () => {
	const rules = [{ fault: /** @type {const} */ ("error_500"), performs: /** @type {const} */ ("never") }];
	await inWorld("in-process", { faults: { rules } }, async ({ ask, sandbox }) => {
		for (const [method, path] of /** @type {const} */ ([
			["POST", "/2.0/auth/init"],
			["POST", "/2.0/auth/renew"],
			["DELETE", "/2.0/auth/token"],
			["GET", "/2.0/webhooks/auth"],
			["POST", "/webhooks/auth"],
			["DELETE", "/webhooks/auth/1"],
			["HEAD", "/2.0/users"],
		])) {
			assert.equal((await ask(method, path)).status, 500, `${method} ${path}`);
		}
		const preflight = { headers: { Origin: "http://localhost", "Access-Control-Request-Method": "GET" } };
		assert.equal((await ask("OPTIONS", "/2.0/users", undefined, preflight)).status, 204);
		assert.equal((await ask("GET", "/2.0/nothing")).status, 404);
		assert.deepEqual(
			(await requestsOf(sandbox)).slice(-2).map(({ fault }) => fault),
			[null, null],
		);
	});
});

test("a HEAD has no body to spoil", async () => {
	for (const fault of /** @type {const} */ (["reset_in_body", "huge_body", "endless_body", "truncated_json", "sign_in_page"])) {
		for (const transport of TRANSPORTS) {
			await inWorld(transport, { faults: { rules: [{ fault }] } }, async ({ ask, sandbox }) => {
				const seen = await see(ask("HEAD", "/2.0/users", sandbox.usersToken));
				assert.deepEqual([seen.status, seen.text, seen.end], [200, "", "whole"], `${fault}, ${transport}`);
				assert.equal((await requestsOf(sandbox))[0]?.ended, "answered");
			});
		}
	}
});

test("a page reads what the API says wrongly; what stands before it says nothing to pages", async () => {
	const headers = { Origin: "http://localhost:5173" };
	for (const [fault, isOfApi] of /** @type {const} */ ([
		["error_500", true],
		["too_many_requests", true],
		["wrong_types", true],
		["reset_in_body", true],
		["wrong_content_type", true],
		["html_503", false],
		["sign_in_page", false],
		["redirect", false],
	])) {
		await inWorld("in-process", { faults: { rules: [{ fault }] } }, async ({ ask }) => {
			const response = await ask("GET", "/2.0/users", undefined, { headers });
			assert.equal(response.headers.get("access-control-allow-origin"), isOfApi ? headers.Origin : null, fault);
		});
	}
});

test("what is chosen where Powens is silent holds for faults too", async () => {
	const choices = { rateLimitCode: "slowDown", requestId: /** @type {const} */ ("integer") };
	await inWorld("in-process", { choices, faults: { rules: [{ fault: "too_many_requests" }] } }, async ({ ask }) => {
		const { code, request_id } = await (await ask("GET", "/2.0/users")).json();
		assert.equal(code, "slowDown");
		assert.ok(Number.isSafeInteger(request_id));
	});
});

test("a whole huge body has its bytes, and is no JSON at any length", async () => {
	for (const bytes of [1, 2, 100, 65_536, 200_001]) {
		for (const [, method, path, token] of CALLS) {
			await inWorld("in-process", { faults: { rules: [{ fault: "huge_body", bytes }] } }, async ({ ask, sandbox }) => {
				const text = await (await ask(method, path, token)).text();
				assert.equal(text.length, bytes);
				assert.equal(isJson(text), false);
				assert.equal((await requestsOf(sandbox))[0]?.ended, "answered");
			});
		}
	}
});
