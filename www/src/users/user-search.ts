import type { User } from "powens-users";

/** What is searched of each user: all values, unknown keys too, in lower case. */
export function searchTexts(users: readonly User[]): string[] {
	return users.map((user) => {
		let text = "";
		for (const value of Object.values(user) as unknown[]) {
			if (value === null || value === undefined) continue;
			text += `${typeof value === "object" ? JSON.stringify(value) : value}\n`;
		}
		return text.toLowerCase();
	});
}

/**
 * Those positions of `order` whose users hold every word of the query, in the same order. Where the query is the id of a user,
 * that user comes first: among 100,000 users, many other values hold the same digits.
 */
export function searchUsers(users: readonly User[], texts: readonly string[], order: Uint32Array, query: string): Uint32Array {
	const words = query
		.toLowerCase()
		.split(/\s+/)
		.filter((word) => word !== "");
	if (words.length === 0) return order;
	const found = order.filter((position) => {
		const text = texts[position] ?? "";
		return words.every((word) => text.includes(word));
	});
	return exactIdFirst(users, found, words);
}

function exactIdFirst(users: readonly User[], found: Uint32Array, [word = "", ...others]: readonly string[]): Uint32Array {
	if (others.length > 0 || !/^[1-9]\d*$/.test(word)) return found;
	const at = found.findIndex((position) => users[position]?.id === Number(word));
	const exact = found[at];
	if (exact === undefined) return found;
	found.copyWithin(1, 0, at);
	found[0] = exact;
	return found;
}
