import { isPowensError } from "powens-users";

/** One line of what is known about an error, for the person and for a support request. */
export interface ErrorFact {
	readonly name: string;
	readonly value: string;
}

/** At most so many places of an unreadable body are shown. */
const MAX_ISSUES = 5;

/** Status, codes, request id, attempts: whatever of them there is. */
export function errorFacts(error: unknown): ErrorFact[] {
	if (!isPowensError(error)) return error instanceof Error ? [{ name: "Error", value: `${error.name}: ${error.message}` }] : [];
	const facts: (ErrorFact | null)[] = [
		fact("Status", error.status),
		fact("Powens' code", error.apiCode),
		fact("Powens' message", error.apiMessage),
		fact("Powens' description", error.apiDescription),
		fact("Request id", error.requestId),
		fact("Attempts", error.attempts),
		...error.issues.slice(0, MAX_ISSUES).map(({ pointer, message }) => fact(pointer === "" ? "Whole body" : pointer, message)),
		fact("And", error.issues.length > MAX_ISSUES ? `${error.issues.length - MAX_ISSUES} more places` : null),
		fact("Reason", error.code),
	];
	return facts.filter((entry) => entry !== null);
}

function fact(name: string, value: string | number | null): ErrorFact | null {
	return value === null || value === "" ? null : { name, value: String(value) };
}

/** Whether a delete was refused, and may have been carried out all the same: the refusal may answer the second of two requests. */
export function isRefusedAsASecond(error: unknown): boolean {
	if (!isPowensError(error) || error.code !== "http_status" || error.effect !== "unknown") return false;
	const { status } = error;
	return status !== null && status >= 400 && status < 500 && status !== 408;
}

/** Whether a rejected delete may have erased the user. What is no `PowensError` proves nothing, so it counts as unknown. */
export function isEffectUnknown(error: unknown): boolean {
	return !isPowensError(error) || error.code === "delete_unconfirmed" || error.effect !== "none";
}
