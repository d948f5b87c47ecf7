// Who has a key: claim, commit, and what other tokens are told.
import { type Expected, expectClaim, expectIs, expectThat } from "../expect.js";
import { type Case, HASH, KEPT, LONG, OTHER_HASH, SHORT, type Trial } from "../trial.js";

const AT_ONCE = 50;

export const claims: readonly Case[] = [
	{
		name: "a key that nobody has is claimed as attempt 1",
		run: async (trial) => {
			await trial.claimed();
			await trial.claimed();
		},
	},
	{
		name: "a claimed key is busy for every other token",
		run: async (trial) => {
			const { key } = await trial.claimed();
			for (const inbox of [trial.inbox, trial.other, trial.inbox]) {
				await trial.expectNext(key, "busy", "while another token has the key", inbox);
			}
		},
	},
	{
		name: "a claim sent twice by one token gets the same answer, and is one attempt",
		run: async (trial) => {
			const { inbox } = trial;
			const { key, token } = await trial.claimed();
			expectClaim(await inbox.claim(key, HASH, token, LONG), 1, "for the token that has the key already");
			await inbox.release(key, token);
			const next = trial.token();
			const both = await Promise.all([inbox.claim(key, HASH, next, LONG), inbox.claim(key, HASH, next, LONG)]);
			for (const claim of both) expectClaim(claim, 2, "for a claim that is sent twice at once");
		},
	},
	{
		name: "of 50 claims at once exactly one has the key",
		run: async (trial) => {
			for (let round = 0; round < 5; round += 1) await oneOfMany(trial, trial.key(), 1);
			const { key, token } = await trial.claimed();
			await trial.inbox.release(key, token);
			await oneOfMany(trial, key, 2);
		},
	},
	{
		name: "claims of different keys do not stand in each other's way",
		run: async (trial) => {
			const count = Math.min(trial.inbox.maxClaims ?? 20, 20);
			const held = await Promise.all(Array.from({ length: count }, () => trial.claimed()));
			const results = await Promise.all(held.map(({ key, token }) => trial.inbox.commit(key, token)));
			for (const result of results) expectIs(result, true, "commit of one of several claims");
		},
	},
	{
		name: "a committed key is done, for its own token too",
		run: async (trial) => {
			const { key, token } = await trial.done();
			await trial.expectNext(key, "done", "after the commit", trial.inbox);
			await trial.expectNext(key, "done", "after the commit by another process", trial.other);
			expectClaim(await trial.inbox.claim(key, HASH, token, LONG), "done", "after the commit, for the token that committed");
		},
	},
	{
		name: "a commit sent twice by one token is true twice",
		run: async (trial) => {
			const { key, token } = await trial.done();
			expectIs(await trial.inbox.commit(key, token), true, "commit sent again");
			const second = await trial.claimed();
			const both = await Promise.all([second, second].map((claim) => trial.inbox.commit(claim.key, claim.token)));
			for (const result of both) expectIs(result, true, "commit sent twice at once");
			await trial.expectNext(key, "done", "after a commit that was sent twice");
		},
	},
	{
		name: "a commit by another token is refused and does nothing",
		run: async (trial) => {
			const { key, token } = await trial.claimed();
			for (const inbox of [trial.inbox, trial.other]) {
				expectIs(await inbox.commit(key, trial.token()), false, "commit by a token that has not got the key");
			}
			await trial.expectNext(key, "busy", "after a commit that was refused");
			expectIs(await trial.inbox.commit(key, token), true, "commit by the token of the claim, after another's was refused");
		},
	},
	{
		name: "a commit of a key that nobody claimed, or that another token committed, is refused",
		run: async (trial) => {
			const key = trial.key();
			expectIs(await trial.inbox.commit(key, trial.token()), false, "commit of a key that nobody claimed");
			await trial.expectNext(key, 1, "after a commit that nobody had claimed");
			const done = await trial.done();
			for (const inbox of [trial.inbox, trial.other]) {
				expectIs(await inbox.commit(done.key, trial.token()), false, "commit of a key that another token committed");
			}
		},
	},
	{
		name: "a key that was handled or kept with another body is a conflict, which changes nothing",
		run: async (trial) => {
			for (const { key, token } of [await trial.done(), await trial.kept()]) {
				for (const inbox of [trial.inbox, trial.other]) {
					await trial.expectNext(key, "conflict", "for another body than was handled or kept", inbox, OTHER_HASH);
				}
				const claim = await trial.inbox.claim(key, OTHER_HASH, token, LONG);
				expectClaim(claim, "conflict", "for another body, and the token that committed or kept");
				await trial.expectNext(key, "done", "for the body that was handled or kept, after a conflict");
			}
		},
	},
	{
		name: "a key that is claimed for another body is a conflict or busy, which changes nothing",
		run: async (trial) => {
			const { key, token } = await trial.claimed();
			for (const inbox of [trial.inbox, trial.other]) {
				const when = "for another body, while a claim is open";
				await trial.expectNext(key, ["conflict", "busy"], when, inbox, OTHER_HASH);
			}
			expectIs(await trial.inbox.commit(key, token), true, "commit by the token of the claim, after another body was refused");
			await trial.expectNext(key, "done", "for the body that was handled");
			await trial.expectNext(key, "conflict", "for the body that was refused before", trial.inbox, OTHER_HASH);
		},
	},
	{
		name: "who is told conflict is told so again when the claim was given back, or its lease has ended",
		run: async (trial) => {
			for (const end of ["release", "lease"] as const) {
				const { key, token } = await trial.claimed(end === "lease" ? SHORT : LONG);
				const first = await trial.expectNext(
					key,
					["conflict", "busy"],
					"for another body, while a claim is open",
					trial.other,
					OTHER_HASH,
				);
				if (end === "lease") await trial.outlive(SHORT);
				else await trial.inbox.release(key, token);
				// The other body is handled under a key of its own by now: it would be handled twice.
				const expected: readonly Expected[] = first.state === "conflict" ? ["conflict"] : ["conflict", "claimed"];
				await trial.expectNext(key, expected, `for another body, after the ${end} of the claim`, trial.inbox, OTHER_HASH);
			}
		},
	},
	{
		name: "the last digit of a body's hash counts",
		run: async (trial) => {
			const { key } = await trial.done();
			for (const place of [0, 15, 16, 31, 32, 63]) {
				const digit = HASH[place] === "f" ? "0" : "f";
				const hash = HASH.slice(0, place) + digit + HASH.slice(place + 1);
				await trial.expectNext(key, "conflict", `for a body whose hash differs in digit ${place + 1} of 64`, trial.inbox, hash);
			}
		},
	},
	{
		name: "keep, renew and release of a key that nobody claimed do nothing",
		run: async (trial) => {
			const { inbox } = trial;
			const [key, token] = [trial.key(), trial.token()];
			expectIs(await inbox.keep(key, token, KEPT), false, "keep of a key that nobody claimed");
			expectIs(await inbox.renew(key, token, LONG), false, "renew of a key that nobody claimed");
			await inbox.release(key, token);
			expectIs(await inbox.read(key), undefined, "read after a keep that was refused");
			await trial.expectNext(key, 1, "after commands without a claim");
		},
	},
	{
		name: "stats, where there are any, are finite numbers",
		run: async (trial) => {
			await trial.done();
			for (const [name, value] of Object.entries(trial.inbox.stats?.() ?? {})) {
				expectThat(Number.isFinite(value), `stats().${name} must be a finite number, and is ${value}.`);
			}
		},
	},
];

async function oneOfMany(trial: Trial, key: string, attempt: number): Promise<void> {
	const tokens = Array.from({ length: AT_ONCE }, () => trial.token());
	const answers = await Promise.all(
		tokens.map((token, index) => (index % 2 === 0 ? trial.inbox : trial.other).claim(key, HASH, token, LONG)),
	);
	const winners = answers.flatMap((answer, index) => (answer.state === "claimed" ? [index] : []));
	expectIs(winners.length, 1, `Of ${AT_ONCE} claims at once, the number of those that are told "claimed"`);
	for (const [index, answer] of answers.entries()) {
		expectClaim(answer, index === winners[0] ? attempt : "busy", `among ${AT_ONCE} claims at once`);
	}
	const [winner = 0] = winners;
	const inbox = winner % 2 === 0 ? trial.inbox : trial.other;
	expectIs(await inbox.commit(key, tokens[winner] as string), true, "commit by the one claim that won");
}
