// The objects of a verified body, each made when it is first looked at.
import type { Content, Range } from "./content.js";

export class LazyPayload<Payload> {
	readonly content: Content;
	readonly #user: Range;
	#payload: Payload | undefined;
	#userObject: unknown;

	/** @param user where the user is, who is a part of the payload. */
	constructor(content: Content, user: Range) {
		this.content = content;
		this.#user = user;
	}

	/** All of it. */
	get payload(): Payload {
		if (this.#payload === undefined) {
			this.#payload = this.content.parse() as Payload;
			if (this.#userObject !== undefined) (this.#payload as { user: unknown }).user = this.#userObject;
		}
		return this.#payload;
	}

	/** The user alone, made of its own bytes: a first synchronisation has megabytes beside it. The very one of the payload, too. */
	get user(): unknown {
		if (this.#payload !== undefined) return (this.#payload as { user: unknown }).user;
		this.#userObject ??= this.content.parsePart(this.#user);
		return this.#userObject;
	}
}
