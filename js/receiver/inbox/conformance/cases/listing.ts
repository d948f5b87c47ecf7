// The list of what is kept.
import type { Inbox, KeptEntry } from "../../inbox.js";
import { expectClaim, expectIs, expectThat } from "../expect.js";
import { expectEntry } from "../expect-kept.js";
import { type Case, HASH, KEPT, LONG, type Trial } from "../trial.js";

/** So far apart that each is kept at a time of its own. */
const APART = 20;
const LISTED = 100;

/** Keys whose order in the alphabet is not that in which they are kept. */
async function keptApart(trial: Trial, count: number): Promise<readonly string[]> {
	const keys: string[] = [];
	for (let index = 0; index < count; index += 1) {
		const key = `/hook\n${(index * 7) % count}\n${trial.key()}`;
		const token = trial.token();
		expectClaim(await trial.inbox.claim(key, HASH, token, LONG), 1, "for a new key");
		expectIs(await trial.inbox.keep(key, token, KEPT), true, "keep by the token of the claim");
		keys.push(key);
		await trial.pass(APART);
	}
	return keys;
}

async function pages(inbox: Inbox, limit: number): Promise<readonly KeptEntry[]> {
	const entries: KeptEntry[] = [];
	for (let page = await inbox.list({ limit }); page.length > 0; page = await inbox.list({ limit, after: entries.at(-1)?.key })) {
		expectThat(page.length <= limit, `list({ limit: ${limit} }) gave ${page.length} entries.`);
		entries.push(...page);
		expectThat(entries.length <= 1_000, "The pages of the list do not end.");
	}
	return entries;
}

function expectOrder(entries: readonly KeptEntry[], keys: readonly string[], what: string): void {
	const listed = entries.map(({ key }) => keys.indexOf(key)).filter((index) => index >= 0);
	expectIs(JSON.stringify(listed), JSON.stringify(keys.map((_, index) => index)), `${what}: the places of what was kept`);
}

export const listing: readonly Case[] = [
	{
		name: "the list has what is kept, the oldest first, by no other order",
		run: async (trial) => {
			const keys = await keptApart(trial, 5);
			for (const inbox of [trial.inbox, trial.other]) {
				const entries = await inbox.list();
				expectOrder(entries, keys, "list");
				for (const entry of entries) if (keys.includes(entry.key)) expectEntry(entry, entry.key, KEPT, 1);
				const times = entries.map(({ keptAtMs }) => keptAtMs);
				expectThat(
					times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0)),
					"keptAtMs must rise along the list.",
				);
			}
		},
	},
	{
		name: "the entries of the list have no bodies",
		run: async (trial) => {
			await trial.kept();
			for (const entry of await trial.inbox.list()) expectIs("body" in entry, false, "whether an entry has a body, list");
		},
	},
	{
		name: "pages of any length are the whole list",
		run: async (trial) => {
			const keys = await keptApart(trial, 7);
			for (const limit of [1, 3, 7, 8]) expectOrder(await pages(trial.other, limit), keys, `pages of ${limit}`);
		},
	},
	{
		name: "what is kept in one moment is in one page each",
		run: async (trial) => {
			const kept = [];
			for (let index = 0; index < 25; index += 1) kept.push(await trial.kept());
			const listed = (await pages(trial.inbox, 4)).map(({ key }) => key);
			for (const { key } of kept) {
				expectIs(listed.filter((each) => each === key).length, 1, "How often a key is in pages of 4, list");
			}
		},
	},
	{
		name: "a list without a limit has 100 entries at most",
		run: async (trial) => {
			for (let index = 0; index <= LISTED; index += 1) await trial.kept();
			expectIs((await trial.inbox.list()).length, LISTED, "length of the list, of 101 or more");
			expectThat(
				(await trial.inbox.list({ limit: 1_000 })).length > LISTED,
				"list({ limit: 1000 }) must give more than 100 entries.",
			);
		},
	},
	{
		name: "behind a key that is not kept any more nothing is left out",
		run: async (trial) => {
			const keys = await keptApart(trial, 4);
			const [first = "", second = "", third = "", fourth = ""] = keys;
			expectIs(await trial.inbox.drop(second), true, "drop of what is kept");
			const behind = (await trial.inbox.list({ after: second })).map(({ key }) => key);
			for (const key of [third, fourth])
				expectIs(behind.includes(key), true, "whether a later key is behind a dropped one, list");
			expectOrder(await trial.inbox.list({ after: first }), [third, fourth], "list behind the first");
		},
	},
];
