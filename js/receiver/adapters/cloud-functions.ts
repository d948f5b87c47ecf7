// What `import … from "powens-users/receiver/cloud-functions"` offers.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Receiver } from "../receiver.js";
import { type AdapterOptions, basePathOf, checkReceiver, withBasePath } from "./common/options.js";
import { serve } from "./http/serve.js";

export type { AdapterOptions } from "./common/options.js";

/** What of a request of Cloud Functions is used: the platform reads the body before, and leaves its bytes in `rawBody`. */
export interface CloudRequest extends IncomingMessage {
	readonly originalUrl?: string;
	readonly rawBody?: Uint8Array;
}

/** A function that `http` of `@google-cloud/functions-framework` takes, and `onRequest` of `firebase-functions`. */
export type CloudFunction = (request: CloudRequest, response: ServerResponse) => Promise<void>;

/**
 * A receiver as an HTTP function of Google Cloud (`functions.http(name, cloudFunction(receiver))`) or Firebase
 * (`onRequest(cloudFunction(receiver))`).
 *
 * The URL `https://REGION-PROJECT.cloudfunctions.net/NAME/…` loses its first part, the name, before the function sees it; Powens
 * signs the whole path, so give `basePath: "/NAME"` there. URLs of Cloud Run lose nothing.
 *
 * The platform inflates a compressed body before it leaves the bytes: a signature over the compressed ones cannot be proven here
 * (401 `signature_mismatch`). It takes requests of at most 10 MB in functions of the first generation, and 32 MB in those of the second
 * (https://docs.cloud.google.com/functions/quotas); a larger one never arrives.
 *
 * @throws {PowensError} `invalid_argument`
 * @example
 * ```ts
 * functions.http("powens", cloudFunction(receiver, { basePath: "/powens" }));
 * ```
 */
export function cloudFunction(receiver: Receiver, options: AdapterOptions = {}): CloudFunction {
	checkReceiver(receiver, "cloudFunction");
	const basePath = basePathOf(options);
	return (request, response) => {
		const target = withBasePath(basePath, request.originalUrl ?? request.url ?? "");
		return serve(receiver, target, { request, response, holders: [request] });
	};
}
