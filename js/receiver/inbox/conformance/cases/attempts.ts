// What counts as an attempt: release, and leases that end.
import { expectClaim, expectIs } from "../expect.js";
import { type Case, HASH, KEPT, LONG, SHORT, type Trial } from "../trial.js";

/** After a token has lost its claim to another: nothing of it is done any more. */
async function expectFenced(trial: Trial, key: string, token: string, when: string): Promise<void> {
	const { inbox } = trial;
	expectIs(await inbox.renew(key, token, LONG), false, `renew ${when}`);
	expectIs(await inbox.commit(key, token), false, `commit ${when}`);
	expectIs(await inbox.keep(key, token, KEPT), false, `keep ${when}`);
	await inbox.release(key, token);
	await inbox.release(key, token, false);
	expectIs(await inbox.read(key), undefined, `read after a keep ${when}`);
}

export const attempts: readonly Case[] = [
	{
		name: "a released key is claimed again, as the next attempt",
		run: async (trial) => {
			const key = trial.key();
			for (let attempt = 1; attempt <= 9; attempt += 1) {
				const inbox = attempt % 2 === 0 ? trial.other : trial.inbox;
				const token = trial.token();
				expectClaim(await inbox.claim(key, HASH, token, LONG), attempt, `after ${attempt - 1} releases`);
				await inbox.release(key, token);
			}
		},
	},
	{
		name: "a release that says it was no attempt does not count",
		run: async (trial) => {
			const { inbox } = trial;
			const key = trial.key();
			for (const [isAttempt, attempt] of [
				[false, 1],
				[true, 1],
				[false, 2],
				[false, 2],
				[true, 2],
				[true, 3],
			] as const) {
				const token = trial.token();
				expectClaim(await inbox.claim(key, HASH, token, LONG), attempt, "after releases of which some were no attempt");
				await inbox.release(key, token, isAttempt);
			}
		},
	},
	{
		name: "a release sent twice counts once",
		run: async (trial) => {
			const { inbox } = trial;
			const { key, token } = await trial.claimed();
			await inbox.release(key, token);
			await inbox.release(key, token);
			const second = trial.token();
			expectClaim(await inbox.claim(key, HASH, second, LONG), 2, "after a release that was sent twice");
			await inbox.release(key, second, false);
			await inbox.release(key, second, false);
			await trial.expectNext(key, 2, "after a release that was no attempt and was sent twice");
		},
	},
	{
		name: "a release by another token does nothing",
		run: async (trial) => {
			const { key, token } = await trial.claimed();
			for (const isAttempt of [true, false]) {
				await trial.inbox.release(key, trial.token(), isAttempt);
				await trial.other.release(key, trial.token(), isAttempt);
				await trial.expectNext(key, "busy", "after a release by a token that has not got the key");
			}
			expectIs(await trial.inbox.commit(key, token), true, "commit by the token of the claim, after another's release");
		},
	},
	{
		name: "a release of a key that is done or kept does nothing",
		run: async (trial) => {
			const kept = await trial.kept();
			for (const { key, token } of [await trial.done(), kept]) {
				for (const isAttempt of [true, false]) await trial.inbox.release(key, token, isAttempt);
				await trial.expectNext(key, "done", "after a release by the token that committed or kept");
			}
			expectIs((await trial.inbox.read(kept.key))?.attempts, 1, "attempts of what is kept, after releases");
		},
	},
	{
		name: "a token that gave its key back has it no more",
		run: async (trial) => {
			const { key, token } = await trial.claimed();
			await trial.inbox.release(key, token);
			await expectFenced(trial, key, token, "by a token that gave the key back");
			await trial.expectNext(key, 2, "after commands of a token that gave the key back");
		},
	},
	{
		name: "the attempts of a released key are known when its lease would be over",
		run: async (trial) => {
			const { key, token } = await trial.claimed(SHORT);
			await trial.inbox.release(key, token);
			await trial.outlive(SHORT);
			await trial.expectNext(key, 2, "after a release, and the time of the lease");
		},
	},
	{
		name: "a lease that ends frees the key, and its attempt counts, as after a crash",
		run: async (trial) => {
			const { key } = await trial.claimed(SHORT);
			await trial.outlive(SHORT);
			const second = trial.token();
			expectClaim(await trial.other.claim(key, HASH, second, SHORT), 2, "after the end of the lease");
			await trial.outlive(SHORT);
			await trial.expectNext(key, 3, "after the end of a second lease", trial.inbox);
		},
	},
	{
		name: "a token whose lease ended and whose key another has can do nothing",
		run: async (trial) => {
			const { key, token } = await trial.claimed(SHORT);
			await trial.outlive(SHORT);
			const second = trial.token();
			expectClaim(await trial.other.claim(key, HASH, second, LONG), 2, "after the end of the lease");
			await expectFenced(trial, key, token, "by a token whose key another has now");
			await trial.expectNext(key, "busy", "after commands of a token that has lost the key", trial.inbox);
			expectIs(await trial.other.commit(key, second), true, "commit by the token that has the key now");
			expectIs(await trial.inbox.commit(key, token), false, "commit by a token that lost the key, after another's commit");
			await trial.expectNext(key, "done", "after the commit of the second token");
		},
	},
	{
		name: "a commit after the end of the lease says what it did",
		run: async (trial) => {
			const { key, token } = await trial.claimed(SHORT);
			await trial.outlive(SHORT);
			const isDone = await trial.inbox.commit(key, token);
			await trial.expectNext(key, isDone ? "done" : 2, `after a commit behind the lease that gave ${isDone}`);
		},
	},
	{
		name: "renew extends the lease, also when it is sent twice",
		run: async (trial) => {
			const { inbox } = trial;
			const { key, token } = await trial.claimed(SHORT);
			for (let count = 0; count < 2; count += 1)
				expectIs(await inbox.renew(key, token, LONG), true, "renew by the token of the claim");
			await trial.outlive(SHORT);
			await trial.expectNext(key, "busy", "after the lease that was renewed");
			expectIs(await inbox.commit(key, token), true, "commit by a token whose lease was renewed");
			expectIs(await inbox.renew(key, token, LONG), false, "renew after the commit");
			await trial.expectNext(key, "done", "after a renew behind the commit");
		},
	},
	{
		name: "a renewed lease ends too",
		run: async (trial) => {
			const { key, token } = await trial.claimed(SHORT);
			expectIs(await trial.inbox.renew(key, token, SHORT), true, "renew by the token of the claim");
			await trial.outlive(SHORT);
			await trial.expectNext(key, 2, "after the end of a lease that was renewed");
		},
	},
	{
		name: "a renew by another token is refused and extends nothing",
		run: async (trial) => {
			const { key } = await trial.claimed(SHORT);
			for (const inbox of [trial.inbox, trial.other]) {
				expectIs(await inbox.renew(key, trial.token(), LONG), false, "renew by a token that has not got the key");
			}
			await trial.outlive(SHORT);
			await trial.expectNext(key, 2, "after the end of a lease that another token tried to renew");
		},
	},
];
