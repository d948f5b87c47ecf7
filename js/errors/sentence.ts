// Sentences with places for words: `#`, `%` and `@`, each once at most.

/** The sentences of a table, one a line, in the order of their numbers. A list of literals costs a page more. */
export function lines(text: string): readonly string[] {
	return text.split("\n");
}

/** A sentence with its words, which may have places for those behind them. Those of a caller's come last, at `@`: in them nothing is a place. */
export function filled(sentence = "", hash: unknown = "", percent: unknown = "", at: unknown = ""): string {
	// Most have no place.
	if (!/[#%@]/.test(sentence)) return sentence;
	return [hash, percent, at].reduce<string>((text, word, place) => text.replace("#%@".charAt(place), () => `${word}`), sentence);
}
