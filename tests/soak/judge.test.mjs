// @ts-check
// The judge: a call for each rule that breaks this one and no other.
import assert from "node:assert/strict";
import { test } from "node:test";
import { judge } from "./judge.mjs";

/** @typedef {import("./judge.mjs").SoakCall} SoakCall */
/** @typedef {import("./judge.mjs").RequestEntry} RequestEntry */

const ERASED = { type: /** @type {const} */ ("user_deleted"), userId: 7 };
const ANSWERED = { status: 204, errorCode: null };

/** A delete that went well. @param {Partial<SoakCall>} [changes] @returns {SoakCall} */
function deletion(changes) {
	const call = { id: 1, type: /** @type {const} */ ("delete"), path: "/2.0/users/7", userId: 7, deadlineMs: 200 };
	const outcome = { outcome: "ok", effect: null, answeredId: null, errorAttempts: null, attempts: [ANSWERED] };
	return { ...call, ...outcome, settledMs: 5, lateMs: 0, ...changes };
}

/** A delete that failed. @param {string} code @param {string | null} effect @param {Partial<SoakCall>} [changes] */
function failed(code, effect, changes) {
	const attempts = changes?.attempts ?? [{ status: null, errorCode: code }];
	return deletion({ outcome: code, effect, errorAttempts: attempts.length, attempts, ...changes });
}

/** A timeout in flight. @param {Partial<SoakCall>} [changes] */
const timedOut = (changes) => failed("timeout", "unknown", { settledMs: 201, ...changes });

/** Its request, as the record has it. @param {Partial<RequestEntry>} [changes] @returns {RequestEntry} */
function request(changes) {
	const where = {
		method: "DELETE",
		path: "/2.0/users/7",
		route: "DELETE /users/{id}",
		userId: 7,
		headers: { "x-soak-call": "1" },
	};
	const what = { fault: null, performed: true, status: 204, ended: /** @type {const} */ ("answered"), changes: [ERASED] };
	return { kind: "request", sequence: 1, at: 0, requestId: "a", ...where, ...what, ...changes };
}

/** A request without an answer. @param {RequestEntry["fault"]} fault @param {Partial<RequestEntry>} [changes] */
const lost = (fault, changes) => request({ fault, status: null, ended: "unanswered", performed: false, changes: [], ...changes });

const refused = { status: 429, errorCode: "http_status" };
const refusal = request({ fault: "too_many_requests", status: 429, performed: false, changes: [] });
const reset = { status: null, errorCode: "network" };
const gone = { status: 401, errorCode: "delete_unconfirmed" };
const goneAnswer = request({ status: 401, changes: [] });
const get = /** @type {const} */ ({ type: "get", answeredId: 7, attempts: [{ status: 200, errorCode: null }] });
const got = { method: "GET", status: 200, changes: [] };

/** @type {[what: string, rules: string[], call: SoakCall, requests: RequestEntry[]][]} */
const TABLE = [
	["a delete", [], deletion(), [request()]],
	["a delete after a refusal", [], deletion({ attempts: [refused, ANSWERED] }), [refusal, request()]],
	[
		"a delete whose first request did it",
		[],
		failed("delete_unconfirmed", "unknown", { attempts: [reset, gone] }),
		[lost("reset", { performed: true, changes: [ERASED] }), goneAnswer],
	],
	["a reset", [], failed("network", "unknown"), [lost("reset")]],
	["a timeout in flight, done later", [], timedOut(), [request({ fault: "latency", ended: "abandoned", status: null })]],
	["a timeout before any request", [], timedOut({ effect: "none", attempts: [], errorAttempts: 0 }), []],
	["a timeout between two requests", [], timedOut({ effect: "none", attempts: [refused], errorAttempts: 1 }), [refusal]],
	["a get", [], deletion(get), [request(got)]],

	[
		"it hangs",
		["deadline"],
		timedOut({ outcome: "hang", effect: null, settledMs: 5_200 }),
		[lost("endless_body", { ended: "abandoned" })],
	],
	["it is late", ["deadline"], timedOut({ lateMs: 100 }), [lost("reset")]],
	["it holds up the process", ["deadline"], deletion({ settledMs: 3_000 }), [request()]],
	["it times out early", ["deadline"], timedOut({ settledMs: 100 }), [lost("reset")]],

	[
		"an attempt that the error hides",
		["attempts"],
		failed("http_status", "none", { attempts: [refused, refused], errorAttempts: 1 }),
		[refusal, refusal],
	],
	["a request that is not counted", ["attempts"], deletion(), [refusal, request()]],
	["an attempt that never arrived", ["attempts"], failed("network", "unknown"), []],
	["an attempt with another answer", ["attempts"], deletion({ attempts: [{ status: 200, errorCode: null }] }), [request()]],
	[
		"too many attempts",
		["attempts"],
		failed("http_status", "none", { attempts: [refused, refused, refused, refused] }),
		[refusal, refusal, refusal, refusal],
	],
	["another path", ["attempts"], deletion(), [request({ path: "/2.0/users/all" })]],

	["a delete that did not happen", ["claimed"], deletion(), [request({ changes: [] })]],
	[
		"a delete claimed after a timeout",
		["claimed", "outcome"],
		deletion({ attempts: [{ status: null, errorCode: "timeout" }] }),
		[lost("latency")],
	],
	[
		"a delete denied that happened",
		["denied", "effect"],
		failed("network", "none"),
		[lost("reset", { performed: true, changes: [ERASED] })],
	],
	["a delete denied that might have happened", ["effect"], failed("network", "none"), [lost("reset")]],
	[
		"a refusal that is said to be of unknown effect",
		["effect"],
		failed("http_status", "unknown", { attempts: [refused] }),
		[refusal],
	],
	["an effect of a success", ["denied", "effect"], deletion({ effect: "none" }), [request()]],
	["another user erased", ["harm"], deletion(), [request({ changes: [ERASED, { ...ERASED, userId: 8 }] })]],
	["a get that erases", ["harm"], deletion(get), [request({ ...got, changes: [ERASED] })]],

	[
		"a code that the table does not allow",
		["outcome"],
		failed("network", "unknown", { attempts: [{ status: 503, errorCode: "network" }] }),
		[request({ fault: "html_503", status: 503 })],
	],
	[
		"an unconfirmed delete of a user who is there",
		["outcome"],
		failed("delete_unconfirmed", "unknown", { attempts: [reset, gone] }),
		[lost("reset"), goneAnswer],
	],
	[
		"a retry of what is not to be tried again",
		["outcome"],
		deletion({ attempts: [{ status: 307, errorCode: "redirect" }, ANSWERED] }),
		[request({ fault: "redirect", status: 307, performed: false, changes: [] }), request()],
	],
	[
		"another end than that of the last attempt",
		["outcome"],
		failed("network", "unknown", { attempts: [{ status: 500, errorCode: "http_status" }] }),
		[request({ fault: "error_500", status: 500 })],
	],
	["another user's answer", ["answer"], deletion({ ...get, answeredId: 8 }), [request(got)]],

	["a refusal with work", ["sandbox"], failed("http_status", "none", { attempts: [refused] }), [{ ...refusal, performed: true }]],
	["an answer without work", ["sandbox"], deletion(get), [request({ ...got, performed: false })]],
	["a request without an end", ["sandbox"], failed("network", "unknown"), [lost("reset", { ended: "pending" })]],
	["a request of no call", ["stray"], deletion(), [request(), request({ headers: {} })]],
];

for (const [what, rules, call, requests] of TABLE) {
	test(`${what}: ${rules.length === 0 ? "nothing is wrong" : rules.join(", ")}`, () => {
		const violations = judge([call], requests, { mayMiss: false, maxAttempts: 3 });
		assert.deepEqual([...new Set(violations.map(({ rule }) => rule))], rules, JSON.stringify(violations));
	});
}

test("over HTTP an attempt that got no status may be lost before it arrives, and no other", () => {
	const options = { mayMiss: true, maxAttempts: 3 };
	assert.deepEqual(judge([failed("network", "unknown")], [], options), []);
	assert.deepEqual(judge([timedOut()], [], options), []);
	assert.deepEqual(judge([deletion({ attempts: [reset, ANSWERED] })], [request()], options), []);
	const inTime = { status: null, errorCode: "timeout" };
	const late = request({ fault: "latency", ended: "abandoned", status: null });
	assert.deepEqual(judge([timedOut({ attempts: [reset, inTime], errorAttempts: 2 })], [late], options), []);
	assert.equal(judge([failed("http_status", "none", { attempts: [refused] })], [], options)[0]?.rule, "attempts");
});
