// What is kept and handled again: claims of `which: "kept"`.
import { expectClaim, expectIs } from "../expect.js";
import { expectKept } from "../expect-kept.js";
import { type Case, HASH, LONG, SHORT } from "../trial.js";

const KEPT = 'for what is kept, `which: "kept"`';

export const replays: readonly Case[] = [
	{
		name: "what is kept can be claimed, by one token at a time",
		run: async (trial) => {
			const { inbox } = trial;
			const { key, kept } = await trial.kept();
			const token = trial.token();
			expectClaim(await inbox.claim(key, HASH, token, LONG, "kept"), 2, KEPT);
			expectClaim(await inbox.claim(key, HASH, token, LONG, "kept"), 2, `${KEPT}, for the token that has it already`);
			for (const each of [inbox, trial.other]) {
				expectClaim(await each.claim(key, HASH, trial.token(), LONG, "kept"), "busy", `${KEPT}, while another token has it`);
				await trial.expectNext(key, ["done", "busy"], "for a new delivery of what is being handled again", each);
			}
			expectKept(await inbox.read(key), key, kept, (await inbox.read(key))?.attempts ?? 0);
			expectIs(await inbox.commit(key, token), true, "commit of what was kept");
		},
	},
	{
		name: "of 50 claims of what is kept exactly one has it",
		run: async (trial) => {
			const { key } = await trial.kept();
			const inboxes = Array.from({ length: 50 }, (_, index) => (index % 2 === 0 ? trial.inbox : trial.other));
			const answers = await Promise.all(inboxes.map((inbox) => inbox.claim(key, HASH, trial.token(), LONG, "kept")));
			const won = answers.filter(({ state }) => state === "claimed").length;
			expectIs(won, 1, "Of 50 claims of what is kept at once, the number of those that are told claimed");
			for (const answer of answers) expectClaim(answer, [2, "busy"], "among 50 claims of what is kept");
		},
	},
	{
		name: "a commit of what was kept drops it, also when it is sent twice; the key is done",
		run: async (trial) => {
			const { inbox } = trial;
			const { key } = await trial.kept();
			const token = trial.token();
			expectClaim(await inbox.claim(key, HASH, token, LONG, "kept"), 2, KEPT);
			for (let count = 0; count < 2; count += 1) expectIs(await inbox.commit(key, token), true, "commit of what was kept");
			expectIs(await trial.other.read(key), undefined, "read of what was handled again");
			expectIs(
				(await inbox.list()).some((entry) => entry.key === key),
				false,
				"whether it is listed when handled again, list",
			);
			await trial.expectNext(key, "done", "after it was handled again");
			expectClaim(await inbox.claim(key, HASH, trial.token(), LONG, "kept"), "done", `${KEPT}, after it was handled again`);
		},
	},
	{
		name: "a claim of what is kept takes nothing else",
		run: async (trial) => {
			const { inbox } = trial;
			const fresh = trial.key();
			const open = await trial.claimed();
			const done = await trial.done();
			for (const key of [fresh, open.key, done.key]) {
				expectClaim(await inbox.claim(key, HASH, trial.token(), LONG, "kept"), "done", `${KEPT}, where nothing is kept`);
			}
			await trial.expectNext(fresh, 1, "after a claim of what is kept that found nothing");
			await trial.expectNext(open.key, "busy", "after a claim of what is kept that found nothing");
			expectIs(await inbox.commit(open.key, open.token), true, "commit by the token of the claim");
		},
	},
	{
		name: "what is released stays kept as it was, and the attempt counts if it was one",
		run: async (trial) => {
			const { inbox } = trial;
			const { key, kept } = await trial.kept();
			for (const [isAttempt, attempt] of [
				[true, 2],
				[false, 3],
				[true, 3],
			] as const) {
				const token = trial.token();
				expectClaim(await inbox.claim(key, HASH, token, LONG, "kept"), attempt, KEPT);
				await inbox.release(key, token, isAttempt);
				await inbox.release(key, token, isAttempt);
				expectKept(await trial.other.read(key), key, kept, isAttempt ? attempt : attempt - 1);
				expectIs(await inbox.commit(key, token), false, "commit of what was kept, after its release");
			}
			await trial.expectNext(key, "done", "for a new delivery of what is kept");
		},
	},
	{
		name: "a claim of what is kept can be renewed",
		run: async (trial) => {
			const { key } = await trial.kept();
			const token = trial.token();
			expectClaim(await trial.inbox.claim(key, HASH, token, SHORT, "kept"), 2, KEPT);
			expectIs(await trial.inbox.renew(key, trial.token(), LONG), false, "renew by a token that has not got what is kept");
			expectIs(await trial.inbox.renew(key, token, LONG), true, "renew by the token that has what is kept");
			await trial.outlive(SHORT);
			expectClaim(await trial.other.claim(key, HASH, trial.token(), LONG, "kept"), "busy", `${KEPT}, after a renewed lease`);
		},
	},
	{
		name: "a lease of what is kept that ends frees it, it stays kept, and the first token can do nothing",
		run: async (trial) => {
			const { inbox } = trial;
			const { key, kept } = await trial.kept();
			const [first, second] = [trial.token(), trial.token()];
			expectClaim(await inbox.claim(key, HASH, first, SHORT, "kept"), 2, KEPT);
			await trial.outlive(SHORT);
			expectClaim(await trial.other.claim(key, HASH, second, LONG, "kept"), 3, `${KEPT}, after the end of the lease`);
			expectIs(await inbox.commit(key, first), false, "commit by a token whose kept key another has now");
			expectIs(await inbox.renew(key, first, LONG), false, "renew by a token whose kept key another has now");
			await inbox.release(key, first);
			const third = await inbox.claim(key, HASH, trial.token(), LONG, "kept");
			expectClaim(third, "busy", `${KEPT}, after commands of a token that has lost it`);
			await trial.other.release(key, second);
			expectKept(await inbox.read(key), key, kept, 3);
		},
	},
];
