// @ts-check
// A property: whatever comes in whatever order, twice, failing, slow or while another is at it, every event is handled in the end,
// and its effect is there once on an inbox that forgets nothing, as long as a handler does all or nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryInbox } from "powens-users/receiver";
import { incoming, pause, receiving, userBody } from "./support.mjs";

/** Numbers by a seed: mulberry32. */
function randomOf(/** @type {number} */ seed) {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

const EVENTS = 40;
const seeds = process.env.RECEIVER_SEED === undefined ? [1, 2, 3, 4, 5, 6] : [Number(process.env.RECEIVER_SEED)];

for (const seed of seeds) {
	test(`with RECEIVER_SEED=${seed}`, async () => {
		const random = randomOf(seed);
		/** @type {Map<number, number>} */
		const effects = new Map();
		/** @type {Set<number>} */
		const running = new Set();
		const inbox = memoryInbox();
		const handle = async (/** @type {any} */ { id }, /** @type {any} */ { attempt }) => {
			assert.ok(!running.has(id), `${id} runs twice at once`);
			running.add(id);
			try {
				const chance = random();
				if (chance < 0.25) await pause(random() * 6);
				else if (chance < 0.35) await pause(45);
				if (attempt < 6 && random() < 0.3) throw new Error("broken");
				effects.set(id, (effects.get(id) ?? 0) + 1);
			} finally {
				running.delete(id);
			}
		};
		const options = { inbox, handle, handlerTimeoutMs: 30, waitMs: 15, maxHandlers: 5, leaseMs: 3_000 };
		// Two processes on one inbox.
		const receivers = [receiving(options).receiver, receiving(options).receiver];
		const open = new Set(Array.from({ length: EVENTS }, (_, index) => index + 1));
		/** @type {Set<number>} */
		const accepted = new Set();
		for (let round = 0; open.size > 0; round += 1) {
			assert.ok(round < 100, `still open after 100 rounds: ${[...open]}`);
			const sent = [...open].flatMap((id) => Array.from({ length: random() < 0.3 ? 2 : 1 }, () => id));
			// What was accepted may come again.
			for (const id of accepted) if (random() < 0.1) sent.push(id);
			sent.sort(() => random() - 0.5);
			await Promise.all(
				sent.map(async (id) => {
					await pause(random() * 10);
					const receiver = receivers[random() < 0.5 ? 0 : 1];
					const answer = await receiver?.receive(incoming({ chunks: [userBody(id)] }));
					assert.ok(answer?.status === 204 || answer?.status === 503, `${answer?.status}`);
					if (answer?.status !== 204) return;
					assert.ok(effects.get(id), `${id} was answered 204 without its effect`);
					accepted.add(id);
					open.delete(id);
				}),
			);
		}
		for (const receiver of receivers) assert.deepEqual(await receiver.stop(), { isFinished: true, running: 0 });
		assert.deepEqual(await inbox.list(), []);
		for (let id = 1; id <= EVENTS; id += 1) assert.equal(effects.get(id), 1, `the effects of ${id}`);
		const { requests, handlers, waiting, bufferedBytes } = receivers[0]?.stats() ?? {};
		assert.deepEqual([requests, handlers, waiting, bufferedBytes], [0, 0, 0, 0]);
	});
}
