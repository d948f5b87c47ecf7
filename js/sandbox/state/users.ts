// The users of a sandbox. Knows nothing of HTTP and nothing of tokens.

/** A user as the sandbox keeps and answers it. `agency` stands for the keys that no document names. */
export interface SandboxUser {
	readonly id: number;
	readonly signin: string | null;
	readonly platform: string;
	readonly agency?: string;
}

/** The users, in memory, ascending by id. */
export class UserStore {
	readonly #users: SandboxUser[];
	#listText: string | null = null;

	/** @param users Ascending by id; taken over, not copied. */
	constructor(users: SandboxUser[]) {
		this.#users = users;
	}

	get count(): number {
		return this.#users.length;
	}

	find(id: number): SandboxUser | undefined {
		const user = this.#users[this.#position(id)];
		return user?.id === id ? user : undefined;
	}

	/** Up to `limit` users after the first `offset`. */
	slice(offset: number, limit: number): SandboxUser[] {
		return this.#users.slice(offset, offset + limit);
	}

	/** All users as the JSON text of an array. Kept until a user goes, since a long list is asked for again and again. */
	listText(): string {
		this.#listText ??= JSON.stringify(this.#users);
		return this.#listText;
	}

	/** Removes a user for good. False where there is none of that id. */
	remove(id: number): boolean {
		const position = this.#position(id);
		if (this.#users[position]?.id !== id) return false;
		this.#users.splice(position, 1);
		this.#listText = null;
		return true;
	}

	/** Where the user of that id is, or would be. */
	#position(id: number): number {
		let low = 0;
		let high = this.#users.length;
		while (low < high) {
			const middle = (low + high) >>> 1;
			if ((this.#users[middle]?.id ?? id) < id) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}
