// @ts-check
// Every case in every adapter that has to pass it.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { all, essential, MOST_BYTES } from "./cases.mjs";
import { frameworks, thorough } from "./hosts.mjs";
import { recording } from "./receivers.mjs";
import { createdBody, forged, signed } from "./signed.mjs";

for (const [hosts, cases] of /** @type {const} */ ([
	[thorough, all],
	[frameworks, essential],
])) {
	for (const host of hosts) {
		describe(host.name, { concurrency: true }, () => {
			for (const { name, options, run } of cases) {
				test(name, async () => {
					const state = recording({ maxBodyBytes: MOST_BYTES, ...options });
					const running = await host.start(state.receiver);
					try {
						await run(running, state);
					} finally {
						await running.close();
					}
				});
			}
			for (const parser of host.parsers) parserRanAlready(host, parser);
		});
	}
}

/**
 * Somebody has read the body: it is taken as it was left, or answered at once.
 *
 * @param {import("./hosts.mjs").Host} host
 * @param {import("./hosts.mjs").Parser} parser
 */
function parserRanAlready(host, parser) {
	test(`a parser ran already and left ${parser}`, async () => {
		const state = recording();
		const running = await host.start(state.receiver, parser);
		const code = host.codes?.[parser] ?? (parser === "object" ? "body_not_raw" : "body_consumed");
		const good = parser === "bytes" ? [204, null] : [500, code];
		const bad = parser === "bytes" ? [401, "signature_mismatch"] : [500, code];
		try {
			for (const [sent, expected] of /** @type {const} */ ([
				[signed(createdBody(1)), good],
				[forged(createdBody(1)), bad],
			])) {
				const answer = await running.send(sent);
				assert.deepEqual([answer.status, answer.code], expected);
			}
			assert.deepEqual(state.handled, parser === "bytes" ? [1] : []);
		} finally {
			await running.close();
		}
	});
}
