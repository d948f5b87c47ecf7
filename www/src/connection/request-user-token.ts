/**
 * Asks an endpoint for the token of one user: POSTs JSON with same-origin credentials, expects `{ "access_token": "…" }`.
 *
 * What it throws becomes the `cause` of a `token_unavailable`; the messages are for the person, and hold nothing of the answer.
 */
export async function requestUserToken(endpoint: string, request: Readonly<Record<string, string | number>>): Promise<string> {
	let response: Response;
	try {
		response = await fetch(endpoint, {
			method: "POST",
			credentials: "same-origin",
			redirect: "error",
			headers: { "Content-Type": "application/json", Accept: "application/json" },
			body: JSON.stringify(request),
		});
	} catch {
		throw new Error("The token endpoint did not answer, answered with a redirect, or does not let this origin call it (CORS).");
	}
	if (response.status === 404)
		throw new Error("The token endpoint answered 404: it knows no such user, or is not at this address.");
	if (!response.ok) throw new Error(`The token endpoint answered ${response.status}.`);

	const answer: unknown = await response.json().catch(() => null);
	const token = typeof answer === "object" && answer !== null && "access_token" in answer ? answer.access_token : null;
	if (typeof token === "string" && token !== "") return token;
	throw new Error("The token endpoint gave no token: its answer has to be JSON with an access_token.");
}
