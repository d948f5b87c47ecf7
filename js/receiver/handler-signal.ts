// What a handler is told by that nobody waits for it any more. Made when it is looked at: most handlers never do.

export class Aborter {
	#controller: AbortController | undefined;
	#reason: Error | undefined;

	get signal(): AbortSignal {
		if (this.#controller === undefined) {
			this.#controller = new AbortController();
			if (this.#reason !== undefined) this.#controller.abort(this.#reason);
		}
		return this.#controller.signal;
	}

	/** The first reason counts. */
	abort(reason: Error): void {
		this.#reason ??= reason;
		this.#controller?.abort(reason);
	}
}
