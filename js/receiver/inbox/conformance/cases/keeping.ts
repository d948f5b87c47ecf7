// What is kept: keep, read, drop.
import { expectClaim, expectIs } from "../expect.js";
import { expectKept } from "../expect-kept.js";
import { type Case, HASH, KEPT, LONG, SHORT } from "../trial.js";

export const keeping: readonly Case[] = [
	{
		name: "a kept key is done, and is read as it was kept",
		run: async (trial) => {
			const { key, kept } = await trial.kept();
			for (const inbox of [trial.inbox, trial.other]) {
				await trial.expectNext(key, "done", "after keep", inbox);
				expectKept(await inbox.read(key), key, kept, 1);
			}
			expectClaim(await trial.inbox.claim(key, HASH, trial.token(), LONG), "done", "after keep");
		},
	},
	{
		name: "what has no event, no date and another reason is read as it was kept",
		run: async (trial) => {
			for (const reason of ["unreadable", "attempts", "payload_invalid"] as const) {
				const odd = { event: null, signedAtMs: null, reason, code: "gzip_invalid", source: "acme é", route: "/powens/ü?" };
				const { key, kept } = await trial.kept(odd);
				expectKept(await trial.other.read(key), key, kept, 1);
			}
		},
	},
	{
		name: "what is kept says how many attempts there were",
		run: async (trial) => {
			const { inbox } = trial;
			const { key, token } = await trial.claimed();
			await inbox.release(key, token);
			const last = trial.token();
			expectClaim(await inbox.claim(key, HASH, last, LONG), 2, "after a release");
			expectIs(await inbox.keep(key, last, KEPT), true, "keep by the token of the second claim");
			expectKept(await inbox.read(key), key, KEPT, 2);
		},
	},
	{
		name: "a keep sent twice by one token is true twice and keeps once",
		run: async (trial) => {
			const { inbox } = trial;
			const { key, token } = await trial.kept();
			expectIs(await inbox.keep(key, token, KEPT), true, "keep sent again");
			const second = await trial.claimed();
			const both = await Promise.all([second, second].map((claim) => inbox.keep(claim.key, claim.token, KEPT)));
			for (const result of both) expectIs(result, true, "keep sent twice at once");
			const keys = (await inbox.list()).map((entry) => entry.key);
			for (const each of [key, second.key]) {
				expectIs(keys.filter((listed) => listed === each).length, 1, "How often a key is listed whose keep was sent twice, list");
			}
		},
	},
	{
		name: "a keep by another token is refused and keeps nothing",
		run: async (trial) => {
			const { key, token } = await trial.claimed();
			for (const inbox of [trial.inbox, trial.other]) {
				expectIs(await inbox.keep(key, trial.token(), KEPT), false, "keep by a token that has not got the key");
			}
			expectIs(await trial.inbox.read(key), undefined, "read after a keep that was refused");
			await trial.expectNext(key, "busy", "after a keep that was refused");
			expectIs(await trial.inbox.commit(key, token), true, "commit by the token of the claim, after another's keep was refused");
		},
	},
	{
		name: "a kept key cannot be committed, renewed or kept anew by another token",
		run: async (trial) => {
			const { inbox } = trial;
			const { key, kept } = await trial.kept();
			const stranger = trial.token();
			expectIs(await inbox.commit(key, stranger), false, "commit of what another token kept");
			expectIs(await inbox.renew(key, stranger, LONG), false, "renew of what another token kept");
			expectIs(await inbox.keep(key, stranger, { ...KEPT, code: "other" }), false, "keep of what another token kept");
			expectKept(await inbox.read(key), key, kept, 1);
		},
	},
	{
		name: "nothing is read of keys that are not kept",
		run: async (trial) => {
			const open = await trial.claimed();
			const done = await trial.done();
			for (const key of [trial.key(), open.key, done.key]) {
				expectIs(await trial.inbox.read(key), undefined, "read of what is not kept");
				expectIs(await trial.inbox.drop(key), false, "drop of what is not kept");
			}
			await trial.expectNext(open.key, "busy", "after a drop of what is not kept");
			await trial.expectNext(done.key, "done", "after a drop of what is not kept");
		},
	},
	{
		name: "drop forgets what is kept, and the key stays done",
		run: async (trial) => {
			const { key } = await trial.kept();
			expectIs(await trial.other.drop(key), true, "drop of what is kept");
			expectIs(await trial.inbox.read(key), undefined, "read after drop");
			expectIs(
				(await trial.inbox.list()).some((entry) => entry.key === key),
				false,
				"whether a dropped key is listed, list",
			);
			expectIs(await trial.inbox.drop(key), false, "drop sent again");
			await trial.expectNext(key, "done", "after drop");
			const claim = await trial.inbox.claim(key, HASH, trial.token(), LONG, "kept");
			expectClaim(claim, "done", 'after drop, for `which: "kept"`');
		},
	},
	{
		name: "what is claimed to be handled again cannot be dropped",
		run: async (trial) => {
			const { inbox } = trial;
			const { key } = await trial.kept();
			const token = trial.token();
			expectClaim(await inbox.claim(key, HASH, token, LONG, "kept"), 2, 'for what is kept, `which: "kept"`');
			for (const each of [inbox, trial.other]) expectIs(await each.drop(key), false, "drop of what is claimed");
			await inbox.release(key, token);
			expectIs(await inbox.drop(key), true, "drop after the release");
		},
	},
	{
		name: "what was claimed to be handled again can be dropped when the lease is over",
		run: async (trial) => {
			const { key } = await trial.kept();
			const token = trial.token();
			expectClaim(await trial.inbox.claim(key, HASH, token, SHORT, "kept"), 2, 'for what is kept, `which: "kept"`');
			await trial.outlive(SHORT);
			expectIs(await trial.other.drop(key), true, "drop after the end of the lease");
			expectIs(await trial.inbox.commit(key, token), false, "commit by a token whose kept key was dropped");
		},
	},
];
