// The users of a sandbox. Knows nothing of HTTP and nothing of tokens.

/** A user as the sandbox keeps and answers it. `agency` stands for the keys that no document names. */
export interface SandboxUser {
	readonly id: number;
	readonly signin: string | null;
	readonly platform: string;
	readonly agency?: string;
}

/** How the users differ from those of the seed. */
export interface UsersState {
	readonly created: readonly SandboxUser[];
	/** Ids of users who are no more, those of the seed and others. */
	readonly gone: readonly number[];
	/** Temporary users, and when each ends: epoch milliseconds. */
	readonly temporary: readonly (readonly [userId: number, endsAt: number])[];
	readonly nextId: number;
}

/** The users, in memory, ascending by id. */
export class UserStore {
	readonly #seeded: readonly SandboxUser[];
	#users: SandboxUser[] = [];
	#created = new Map<number, SandboxUser>();
	#gone = new Set<number>();
	#temporary = new Map<number, number>();
	#nextId = 1;
	#listTexts = new Map<boolean, string>();

	/** @param seeded Ascending by id; taken over, not copied, and not changed. */
	constructor(seeded: readonly SandboxUser[]) {
		this.#seeded = seeded;
		this.reset();
	}

	get count(): number {
		return this.#users.length;
	}

	get temporaryCount(): number {
		return this.#temporary.size;
	}

	find(id: number): SandboxUser | undefined {
		const user = this.#users[this.#position(id)];
		return user?.id === id ? user : undefined;
	}

	/** Whether there was a user of that id who is no more. */
	isGone(id: number): boolean {
		return this.#gone.has(id);
	}

	isTemporary(id: number): boolean {
		return this.#temporary.has(id);
	}

	/** Users to be listed: all, or the permanent ones. Not to be changed. */
	listed(withTemporary: boolean): readonly SandboxUser[] {
		if (withTemporary || this.#temporary.size === 0) return this.#users;
		return this.#users.filter(({ id }) => !this.#temporary.has(id));
	}

	/** Users to be listed as the JSON text of an array. Kept until they change, since a long list is asked for again and again. */
	listText(withTemporary: boolean): string {
		const kept = this.#listTexts.get(withTemporary);
		if (kept !== undefined) return kept;
		const text = JSON.stringify(this.listed(withTemporary));
		this.#listTexts.set(withTemporary, text);
		return text;
	}

	/** @param endsAt Epoch milliseconds at which a temporary user ends; null for a permanent one. */
	create(signin: string, endsAt: number | null): SandboxUser {
		const user: SandboxUser = { id: this.#nextId, signin, platform: "web" };
		this.#nextId += 1;
		this.#users.push(user);
		this.#created.set(user.id, user);
		if (endsAt !== null) this.#temporary.set(user.id, endsAt);
		this.#listTexts.clear();
		return user;
	}

	/** False where the user was permanent before, or is none. */
	makePermanent(id: number): boolean {
		const was = this.#temporary.delete(id);
		if (was) this.#listTexts.clear();
		return was;
	}

	/** Removes a user for good, also one who is in no list. */
	remove(id: number): void {
		this.#gone.add(id);
		const position = this.#position(id);
		if (this.#users[position]?.id !== id) return;
		this.#users.splice(position, 1);
		this.#created.delete(id);
		this.#temporary.delete(id);
		this.#listTexts.clear();
	}

	/** Temporary users whose end has come, in the order of their ends. */
	expired(nowMs: number): number[] {
		const ended = [...this.#temporary].filter(([, endsAt]) => endsAt <= nowMs);
		return ended.sort(([, one], [, other]) => one - other).map(([id]) => id);
	}

	/** When the next temporary user ends: epoch milliseconds, or Infinity. */
	nextEnd(): number {
		let next = Number.POSITIVE_INFINITY;
		for (const endsAt of this.#temporary.values()) next = Math.min(next, endsAt);
		return next;
	}

	reset(): void {
		this.restore({ created: [], gone: [], temporary: [], nextId: (this.#seeded.at(-1)?.id ?? 0) + 1 });
	}

	snapshot(): UsersState {
		return {
			created: [...this.#created.values()],
			gone: [...this.#gone],
			temporary: [...this.#temporary],
			nextId: this.#nextId,
		};
	}

	restore({ created, gone, temporary, nextId }: UsersState): void {
		this.#gone = new Set(gone);
		this.#created = new Map(created.map((user) => [user.id, user]));
		this.#temporary = new Map(temporary);
		this.#nextId = nextId;
		const seeded = gone.length === 0 ? this.#seeded : this.#seeded.filter(({ id }) => !this.#gone.has(id));
		this.#users = [...seeded, ...created];
		this.#listTexts.clear();
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
