// Keys and bodies of any kind.
import { expectBytes, expectIs, expectThat } from "../expect.js";
import { expectKept } from "../expect-kept.js";
import { type Case, HASH, KEPT, LONG, type Trial } from "../trial.js";

const LONGEST_KEY = 512;
const LARGE = 5_000_000;

/** Texts of which no two may be taken for one. */
const odd: readonly (readonly string[])[] = [
	["a", "A", "a ", " a", "a\n", "a\na", "a\t", "a\r\n"],
	["é", "e\u0301", "\u01e9", "è", "É", "\u2126", "\u03a9", "漢字", "漢子", "\u{1f600}", "\u{1f601}", "\u{10ffff}"],
	[
		"{a}b",
		"{a}c",
		"a:b",
		"a::b",
		"a*",
		"a?",
		"a%",
		"a_",
		"a'",
		'a"',
		"a\\",
		"a\\\\",
		"a/../b",
		"a;--",
		"[a]",
		"$1",
		"\u007f",
		"\u2028",
	],
	["0", "00", "0.0", "-0", "1e0", "null", "undefined", "__proto__", "constructor", "true"],
];

export const values: readonly Case[] = [
	{
		name: "keys with odd text are keys of their own",
		run: async (trial) => {
			for (const texts of odd)
				await expectDistinct(
					trial,
					texts.map((text) => `${trial.key()}\n${text}`.slice(-200)),
					texts,
				);
			const base = trial.key();
			await expectDistinct(
				trial,
				odd.flat().map((text) => `${base}\n${text}`),
				odd.flat(),
			);
		},
	},
	{
		name: "keys of 512 characters are keys of their own, to the last one",
		run: async (trial) => {
			for (const filler of ["x", "é", "漢"]) {
				const start = `${trial.key()}\n`;
				const most = start + filler.repeat(LONGEST_KEY - start.length - 1);
				const keys = [`${most}1`, `${most}2`, most];
				await expectDistinct(
					trial,
					keys,
					keys.map(({ length }) => `${length} characters`),
				);
			}
		},
	},
	{
		name: "tokens of 64 characters are told apart to the last one",
		run: async (trial) => {
			const [key, start] = [trial.key(), trial.token().padEnd(63, "-")];
			await trial.inbox.claim(key, HASH, `${start}1`, LONG);
			expectIs(await trial.inbox.commit(key, `${start}2`), false, "commit by a token that differs in its last character");
			expectIs(await trial.inbox.commit(key, start), false, "commit by the start of the token of the claim");
			expectIs(await trial.inbox.commit(key, `${start}1`), true, "commit by a token of 64 characters");
		},
	},
	{
		name: "what is kept under a key with odd text is listed, read, and dropped by it",
		run: async (trial) => {
			for (const text of ["é\n漢 \u{1f600}", "{a}*:%_'\"\\", "x".repeat(400)]) {
				const [key, token] = [`${trial.key()}\n${text}`, trial.token()];
				await trial.inbox.claim(key, HASH, token, LONG);
				expectIs(await trial.inbox.keep(key, token, KEPT), true, "keep by the token of the claim");
				expectKept(await trial.other.read(key), key, KEPT, 1);
				expectThat(
					(await trial.inbox.list()).some((entry) => entry.key === key),
					"A key with odd text must be listed as it is.",
				);
				expectIs(await trial.inbox.drop(key), true, "drop of a key with odd text");
			}
		},
	},
	{
		name: "bodies are bytes of any value, none of them too",
		run: async (trial) => {
			const all = Uint8Array.from({ length: 1_024 }, (_, index) => (index * 7 + (index >> 8)) & 0xff);
			for (const body of [
				new Uint8Array(0),
				new Uint8Array(1),
				all,
				new Uint8Array([0xef, 0xbb, 0xbf, 0xff, 0xfe, 0x0d, 0x0a, 0x00]),
			]) {
				const { key, kept } = await trial.kept({ body });
				expectKept(await trial.other.read(key), key, kept, 1);
			}
		},
	},
	{
		name: "a body of 5 MB is kept to the last byte",
		run: async (trial) => {
			const body = new Uint8Array(LARGE);
			for (let index = 0, state = 1; index < LARGE; index += 1) {
				state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
				body[index] = state >>> 24;
			}
			const { key, kept } = await trial.kept({ body });
			expectKept(await trial.other.read(key), key, kept, 1);
			expectIs((await trial.inbox.list()).find((entry) => entry.key === key)?.bytes, LARGE, "bytes of a body of 5 MB, list");
		},
	},
	{
		name: "a body that is a part of other memory is kept as that part",
		run: async (trial) => {
			const memory = Uint8Array.from({ length: 300 }, (_, index) => index & 0xff);
			const { key } = await trial.kept({ body: memory.subarray(100, 200) });
			expectBytes((await trial.inbox.read(key))?.body, memory.slice(100, 200), "a body that was a part of other memory");
		},
	},
	{
		name: "what is kept shares no memory with what was given, nor with what was read",
		run: async (trial) => {
			const body = Uint8Array.from(KEPT.body);
			const { key } = await trial.kept({ body });
			body.fill(1);
			const first = await trial.inbox.read(key);
			expectBytes(first?.body, KEPT.body, "a body whose memory was used again after keep");
			first?.body.fill(2);
			expectBytes((await trial.inbox.read(key))?.body, KEPT.body, "a body that was written to after read");
		},
	},
];

/** Each key is claimed anew and committed, whatever was done to the others. */
async function expectDistinct(trial: Trial, keys: readonly string[], names: readonly string[]): Promise<void> {
	for (const [index, key] of keys.entries()) {
		const token = trial.token();
		const claim = await trial.inbox.claim(key, HASH, token, LONG);
		const name = JSON.stringify(names[index]);
		expectIs(claim.state, "claimed", `claim of a key that differs from all others, in ${name},`);
		expectIs(await trial.inbox.commit(key, token), true, `commit of a key with ${name}`);
	}
	for (const [index, key] of keys.entries()) {
		await trial.expectNext(key, "done", `after the commit of a key with ${JSON.stringify(names[index])}`);
	}
}
