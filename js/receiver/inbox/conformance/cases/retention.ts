// What is not forgotten.
import { expectClaim, expectIs, expectThat } from "../expect.js";
import { expectKept } from "../expect-kept.js";
import { type Case, HASH, LONG, OTHER_HASH, SHORT } from "../trial.js";

/** Of the retention, before its end: clocks and commands take a little. */
const ALMOST = 0.8;

export const retention: readonly Case[] = [
	{
		name: "retentionMs and maxClaims are numbers that mean something",
		run: async ({ inbox: { retentionMs, maxClaims } }) => {
			expectThat(Number.isFinite(retentionMs) && retentionMs > 0, `retentionMs must be a number above 0, and is ${retentionMs}.`);
			const isCount = maxClaims === undefined || (Number.isSafeInteger(maxClaims) && maxClaims > 0);
			expectThat(isCount, `maxClaims must be undefined or an integer above 0, and is ${maxClaims}.`);
		},
	},
	{
		name: "no later command makes a key that is done forgotten",
		run: async (trial) => {
			const { inbox } = trial;
			const { key, token } = await trial.done();
			await inbox.claim(key, HASH, trial.token(), SHORT);
			await inbox.claim(key, OTHER_HASH, trial.token(), SHORT);
			await inbox.claim(key, HASH, token, SHORT, "kept");
			await inbox.renew(key, token, SHORT);
			await inbox.release(key, token, false);
			await inbox.drop(key);
			await trial.outlive(SHORT);
			await trial.expectNext(key, "done", "after the time of a lease of a duplicate's");
		},
	},
	{
		name: "what is done is known when the lease of its claim would be over",
		run: async (trial) => {
			const { key, token } = await trial.claimed(SHORT);
			const replayed = await trial.kept();
			const again = trial.token();
			expectClaim(await trial.inbox.claim(replayed.key, HASH, again, SHORT, "kept"), 2, "for what is kept");
			expectIs(await trial.inbox.commit(key, token), true, "commit by the token of the claim");
			expectIs(await trial.inbox.commit(replayed.key, again), true, "commit of what was kept");
			await trial.outlive(SHORT);
			for (const each of [key, replayed.key]) await trial.expectNext(each, "done", "after the commit, and the time of the lease");
		},
	},
	{
		name: "what is done is known for the retention",
		run: async (trial) => {
			const { key } = await trial.done();
			const dropped = await trial.kept();
			expectIs(await trial.inbox.drop(dropped.key), true, "drop of what is kept");
			if (!trial.canOutliveRetention) return;
			await trial.pass(trial.inbox.retentionMs * ALMOST);
			// What comes in meanwhile must push nothing out.
			for (let count = 0; count < 40; count += 1) await trial.done();
			for (const each of [key, dropped.key]) await trial.expectNext(each, "done", "within the retention");
			await trial.expectNext(key, "conflict", "for another body, within the retention", trial.inbox, OTHER_HASH);
		},
	},
	{
		name: "the attempts of a key that fails are known for a day, or for the retention where that is less",
		run: async (trial) => {
			const { key, token } = await trial.claimed();
			await trial.inbox.release(key, token);
			if (!trial.canOutliveRetention) return;
			await trial.pass(Math.min(trial.inbox.retentionMs * ALMOST, 86_400_000));
			await trial.expectNext(key, 2, "after a release, and a day");
		},
	},
	{
		name: "what is kept is never forgotten by age, and its key stays done",
		run: async (trial) => {
			const { key, kept } = await trial.kept();
			if (trial.canOutliveRetention) await trial.pass(trial.inbox.retentionMs * 1.5);
			for (let count = 0; count < 40; count += 1) await trial.done();
			expectKept(await trial.other.read(key), key, kept, 1);
			await trial.expectNext(key, "done", "for what is kept, after the retention");
			const claim = await trial.inbox.claim(key, HASH, trial.token(), LONG, "kept");
			expectClaim(claim, 2, "for what is kept, after the retention");
		},
	},
];
