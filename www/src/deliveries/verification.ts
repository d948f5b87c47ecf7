import { isPowensError, Webhooks } from "powens-users";
import type { Delivery } from "powens-users/sandbox";
import type { SentRequest } from "./control.js";

/** What `powens-users` says of a delivery. */
export type Verification =
	| { readonly status: "pending" }
	| { readonly status: "verified" }
	/** With the code and the message of the `PowensError`. */
	| { readonly status: "refused"; readonly code: string; readonly message: string }
	/** Nothing was verified, and why. */
	| { readonly status: "unverified"; readonly reason: string };

/**
 * Verifies what was sent as its receiver would: the same bytes, and the time at which the sandbox sent them, since its clock may be
 * another than this machine's and deliveries are older than the page that shows them.
 */
export async function verify(delivery: Delivery, sent: SentRequest, secretKey: string): Promise<Verification> {
	const { url, body } = sent;
	const headers = new Headers(sent.headers);
	const path = new URL(url).pathname;
	try {
		const webhooks = new Webhooks({ secretKey, now: () => delivery.at });
		// A compressed body can only be inflated by a stream here.
		if (headers.has("content-encoding"))
			await webhooks.verifyRequest(delivery.event, new Request(url, { method: "POST", headers, body }), { path });
		else webhooks.verify(delivery.event, { path, headers, body });
		return { status: "verified" };
	} catch (error) {
		if (!isPowensError(error)) throw error;
		return { status: "refused", code: error.code, message: error.message };
	}
}
