/** Why the control of the sandbox did not do what it was asked for, in a sentence for the person. */
export class ControlError extends Error {
	/** Null where no answer came. */
	readonly status: number | null;

	constructor(status: number | null, message: string) {
		super(message);
		this.name = "ControlError";
		this.status = status;
	}

	/** Whether asking again with the same token is of no use. */
	get isFinal(): boolean {
		return this.status === 401 || this.status === 403 || this.status === 404;
	}
}

/** The error of an answer that is no success. */
export async function controlError(response: Response): Promise<ControlError> {
	const { status } = response;
	const body: unknown = await response.json().catch(() => null);
	const description = typeof body === "object" && body !== null && "description" in body ? body.description : null;
	return new ControlError(status, typeof description === "string" ? description : `The sandbox answered ${status}.`);
}

/** What to show of anything that was thrown. */
export function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : "Something went wrong in this page.";
}
