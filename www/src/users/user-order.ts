import type { User } from "powens-users";

/** A column of the table. */
export type Column = "id" | "signin" | "platform";

/** What the table is sorted by. */
export interface Sort {
	readonly column: Column;
	readonly direction: "ascending" | "descending";
}

/** The sort after a click on a column: its other direction, or a new column, ascending. */
export function nextSort(sort: Sort, column: Column): Sort {
	const turned = sort.column === column && sort.direction === "ascending";
	return { column, direction: turned ? "descending" : "ascending" };
}

/**
 * The positions of the users in the order of a sort. Texts compare as text, code unit by code unit, since a `signin` is never
 * read as a time. Users without the value come last, whatever the direction; what is equal goes by id.
 */
export function sortUsers(users: readonly User[], { column, direction }: Sort): Uint32Array {
	const sign = direction === "ascending" ? 1 : -1;
	const ids = Float64Array.from(users, (user) => user.id);
	const order = Uint32Array.from(users, (_, position) => position);
	const byId = (a: number, b: number) => (ids[a] ?? 0) - (ids[b] ?? 0);
	if (column === "id") return order.sort((a, b) => sign * byId(a, b));

	const texts = users.map((user) => user[column] ?? null);
	return order.sort((a, b) => {
		const left = texts[a] ?? null;
		const right = texts[b] ?? null;
		if (left === right) return byId(a, b);
		if (left === null) return 1;
		if (right === null) return -1;
		return left < right ? -sign : sign;
	});
}
