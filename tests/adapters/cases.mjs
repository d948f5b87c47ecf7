// @ts-check
// What can come to a receiver, and what has to come of it, whatever the adapter.
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { createdBody, forged, PATHS, signed, TOKEN, unsigned, withBearer } from "./signed.mjs";

/** @typedef {ReturnType<typeof import("./receivers.mjs").recording>} Recording */
/** @typedef {import("./hosts.mjs").Running} Running */
/** @typedef {import("./signed.mjs").Sent} Sent */

/** The largest body of the receivers here: as large as what a server reads ahead, and more. */
export const MOST_BYTES = 1_000_000;

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {Partial<import("powens-users/receiver").ReceiverOptions>} [options] of the receiver
 * @property {(running: Running, recording: Recording) => Promise<void>} run
 */

/**
 * A request, its answer, and how many were handled by it.
 *
 * @param {string} name
 * @param {() => Sent} sent
 * @param {[status: number, code: string | null, handled: number]} expected
 * @returns {Case}
 */
const one = (name, sent, [status, code, handled]) => ({
	name,
	run: async ({ send }, recording) => {
		const answer = await send(sent());
		assert.deepEqual([answer.status, answer.code, recording.handled.length], [status, code, handled]);
		const [outcome] = recording.outcomes;
		assert.deepEqual([recording.outcomes.length, outcome?.status, outcome?.code], [1, status, code]);
		assert.equal(recording.receiver.stats().bufferedBytes, 0);
	},
});

const large = () => createdBody(1, { pad: "x".repeat(MOST_BYTES) });
const chunked = (/** @type {Sent} */ sent) => ({ ...sent, isChunked: true });

/** Platforms join what comes twice by a comma, or tell of it. */
const ONE_TOO_MANY = ["signature_duplicate", "signature_malformed", "signature_date_invalid"];

/** Those that every framework has to pass. @type {readonly Case[]} */
export const essential = [
	one("good", () => signed(createdBody(1)), [204, null, 1]),
	one("forged", () => forged(createdBody(1)), [401, "signature_mismatch", 0]),
	one("oversized, declared", () => signed(large()), [413, "too_large", 0]),
	one("oversized, chunked", () => chunked(signed(large())), [413, "too_large", 0]),
];

/** @type {readonly Case[]} */
export const all = [
	...essential,
	one("not signed", () => unsigned(createdBody(1)), [401, "signature_missing", 0]),
	one("stale", () => signed(createdBody(1), { date: "2020-01-01T00:00:00Z" }), [401, "stale", 0]),
	one("from the future", () => signed(createdBody(1), { date: new Date(Date.now() + 400_000).toISOString() }), [401, "stale", 0]),
	one("chunked", () => chunked(signed(createdBody(1))), [204, null, 1]),
	one("large, declared", () => signed(createdBody(1, { pad: "é".repeat(400_000) })), [204, null, 1]),
	one("large, chunked", () => chunked(signed(createdBody(1, { pad: "é".repeat(400_000) }))), [204, null, 1]),
	one("gzip", () => signed(gzipSync(createdBody(1))), [204, null, 1]),
	one("gzip, chunked", () => chunked(signed(gzipSync(createdBody(1)))), [204, null, 1]),
	one("empty, signed", () => signed(new Uint8Array(0), { path: PATHS.any }), [204, null, 1]),
	one("a query is not signed", () => ({ ...signed(createdBody(1)), path: `${PATHS.created}?tenant=/1` }), [204, null, 1]),
	one("no route", () => signed(createdBody(1), { path: "/powens/else" }), [404, "not_found", 0]),
	one("a path that is spelt otherwise", () => signed(createdBody(1), { path: `${PATHS.created}/` }), [404, "not_found", 0]),
	one("another method", () => ({ ...signed(createdBody(1)), method: "PUT" }), [405, "method_not_allowed", 0]),
	one("no body and another method", () => ({ ...signed(new Uint8Array(0)), method: "GET" }), [405, "method_not_allowed", 0]),
	one("any event", () => signed(Buffer.from('{"id_webhook_data":5,"of":"another event"}'), { path: PATHS.any }), [204, null, 1]),
	one("Bearer", () => withBearer(createdBody(1), PATHS.bearer, TOKEN), [204, null, 1]),
	one("Bearer, another token", () => withBearer(createdBody(1), PATHS.bearer, "another"), [401, "bearer_mismatch", 0]),
	one("Bearer, another user", () => withBearer(createdBody(1, { id: 43 }), PATHS.bearer, TOKEN), [401, "bearer_unknown_user", 0]),
	one("Bearer, none", () => ({ ...unsigned(createdBody(1)), path: PATHS.bearer }), [401, "bearer_missing", 0]),
	one("authenticate", () => withBearer(createdBody(1), PATHS.oauth, TOKEN), [204, null, 1]),
	one("authenticate, refused", () => withBearer(createdBody(1), PATHS.oauth, "another"), [401, "not_authenticated", 0]),
	{
		name: "two signatures, two dates",
		run: async ({ send }, { handled }) => {
			const genuine = signed(createdBody(1));
			const other = forged(createdBody(1));
			const date = "2026-01-01T00:00:00Z";
			for (const name of ["BI-Signature", "BI-Signature-Date"]) {
				const [right, wrong] = [String(genuine.headers[name]), name === "BI-Signature" ? String(other.headers[name]) : date];
				for (const both of [
					[right, wrong],
					[wrong, right],
					[right, right],
				]) {
					const { status, code } = await send({ ...genuine, headers: { ...genuine.headers, [name]: both } });
					assert.deepEqual([status, ONE_TOO_MANY.includes(String(code))], [401, true], code ?? "no code");
				}
			}
			assert.deepEqual(handled, []);
		},
	},
	{
		name: "two tokens",
		run: async ({ send }, { handled }) => {
			for (const tokens of [
				[TOKEN, "another"],
				["another", TOKEN],
				[TOKEN, TOKEN],
			]) {
				const headers = { Authorization: tokens.map((token) => `Bearer ${token}`) };
				for (const path of [PATHS.bearer, PATHS.oauth])
					assert.equal((await send({ path, headers, body: createdBody(1) })).status, 401);
			}
			assert.deepEqual(handled, []);
		},
	},
	{
		name: "replayed, and sent again with a new date",
		run: async ({ send }, { handled, outcomes }) => {
			const body = createdBody(1);
			const sent = signed(body);
			const later = signed(body, { date: new Date(Date.now() + 1000).toISOString() });
			for (const again of [sent, sent, later]) assert.equal((await send(again)).status, 204);
			assert.deepEqual(handled, [1]);
			assert.deepEqual(
				outcomes.map(({ kind }) => kind),
				["accepted", "duplicate", "duplicate"],
			);
		},
	},
	{
		name: "duplicates in parallel",
		run: async ({ send }, recording) => {
			recording.meanwhile = () => new Promise((resolve) => setTimeout(resolve, 50));
			const sent = signed(createdBody(1));
			const answers = await Promise.all(Array.from({ length: 20 }, () => send(sent)));
			assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([204]));
			assert.deepEqual(recording.handled, [1]);
			assert.equal(recording.outcomes.filter(({ kind }) => kind === "duplicate").length, 19);
		},
	},
	{
		name: "not as documented: kept, and read by hand",
		run: async ({ send }, { handled, receiver }) => {
			const body = createdBody(1, { id: "forty-two" });
			assert.equal((await send(signed(body))).status, 204);
			const [kept] = await receiver.list();
			assert.deepEqual(
				[kept?.reason, kept?.code, kept?.route, handled.length],
				["payload_invalid", "payload_invalid", PATHS.created, 0],
			);
			const read = await receiver.read(kept?.key ?? "");
			assert.deepEqual(Buffer.from(read?.body ?? []), body);
			assert.deepEqual(await receiver.replay(kept?.key ?? ""), { kind: "payload_invalid" });
			assert.equal(await receiver.drop(kept?.key ?? ""), true);
			assert.deepEqual(await receiver.list(), []);
		},
	},
	{
		name: "failed: sent again, kept, and replayed by hand",
		options: { maxAttempts: 2 },
		run: async ({ send }, recording) => {
			const { receiver, handled } = recording;
			recording.meanwhile = async () => {
				throw new Error("the handler failed");
			};
			const sent = signed(createdBody(1));
			assert.deepEqual(await statusAndCode(send(sent)), [503, "handler_failed"]);
			assert.deepEqual(await statusAndCode(send(sent)), [204, null]);
			const [kept] = await receiver.list();
			assert.deepEqual([kept?.reason, kept?.attempts], ["attempts", 2]);
			recording.meanwhile = async () => {};
			assert.deepEqual(await receiver.replay(kept?.key ?? ""), { kind: "accepted" });
			assert.deepEqual([handled, await receiver.list()], [[1], []]);
		},
	},
];

/** @param {Promise<import("./client.mjs").Answered>} answer */
async function statusAndCode(answer) {
	const { status, code } = await answer;
	return [status, code];
}
