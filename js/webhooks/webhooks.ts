import { own } from "../core/guarded.js";
import type { WebhookBody } from "./body.js";
import { diagnose } from "./diagnose.js";
import type { Diagnosis, DiagnosisRequest } from "./diagnosis.js";
import { type EventOf, makeEvent, numberOf, type WebhookType } from "./event.js";
import { guarded } from "./given.js";
import { headOf } from "./head.js";
import { findHeaders, getterOf } from "./headers.js";
import { checkBeforeReading, contentLengthOf, limitOf, verifyRead } from "./incoming.js";
import type { IncomingBody } from "./incoming-body.js";
import type { ReadOptions, SignatureHeaders, SignedBody, SignOptions, WebhooksOptions } from "./options.js";
import { type NodeRequestLike, nodeBody, urlOf } from "./read-node.js";
import { pathOf, type RequestLike, webBody } from "./read-web.js";
import { Receiver } from "./receiver.js";
import { readRequest } from "./request.js";
import { sign } from "./sign.js";
import { targetOf, type WebhookRequest, type WebhookTarget } from "./target.js";
import { NO_EVENT, type Proven, verify } from "./verify.js";

/**
 * Receives the webhooks of Powens: proves that Powens is the sender, and that the payload is what the event carries.
 *
 * Everything but `verifyRequest` and `verifyNode`, which read a body first, is synchronous. What is thrown is a
 * {@link PowensError}: `authentic` says whether the sender is proven all the same, `httpStatus` what to answer with.
 *
 * @example
 * ```ts
 * import { Webhooks } from "powens-users";
 *
 * const webhooks = new Webhooks({ secretKey: process.env.POWENS_WEBHOOK_SECRET ?? "" });
 * const event = webhooks.verify("USER_CREATED", { path: "/hooks/user-created", headers: req.headers, body: rawBody });
 * console.log(event.id, event.user.id);
 * ```
 *
 * Source: "Webhooks" of the Powens documentation.
 */
export class Webhooks {
	readonly #receiver: Receiver;

	/**
	 * Checks the options.
	 *
	 * @throws {PowensError} `invalid_argument`: a secret that is empty, blank or has white space around it, for one.
	 */
	constructor(options: WebhooksOptions) {
		this.#receiver = new Receiver(options);
	}

	/**
	 * Verifies a request and checks its payload.
	 *
	 * In this order: the headers' form, the signature, its date, and only then the body. So `stale` means genuine but of another
	 * time, and `payload_invalid` means genuine but not what is documented (`issues` says where): keep such bodies and answer
	 * with 2xx, since Powens sends again what failed, and stops after ten failures.
	 *
	 * @param type The event. Neither body nor headers name it: it is the one of the URL that Powens calls.
	 *
	 * @throws {PowensError} a code that begins with `signature_`, `secret_inactive`, `stale`, `payload_invalid`, `too_large`,
	 * `body_not_raw`, `gzip_unsupported`, `gzip_invalid`, `unknown_event`, `invalid_argument`.
	 *
	 * @example
	 * ```ts
	 * const event = webhooks.verify("USER_SYNCED", { path: "/hooks/user-synced", headers: req.headers, body: rawBody });
	 * for (const { transaction, account } of event.transactions()) console.log(account.id, transaction.value);
	 * ```
	 *
	 * Source: "Authenticity" of the Powens documentation.
	 */
	verify<Type extends WebhookType>(type: Type, request: WebhookRequest): EventOf<Type> {
		return this.#event(type, this.#verify(numberOf(type), request));
	}

	/**
	 * Verifies a request whose payload is nobody's business here: any event of Powens, `CONNECTION_SYNCED` and the others too.
	 *
	 * @throws {PowensError} as {@link Webhooks.verify}, but for `payload_invalid` and `unknown_event`.
	 *
	 * @example
	 * ```ts
	 * const { body, signedAt } = webhooks.verifySignature({ path: "/hooks/connection-synced", headers: req.headers, body: rawBody });
	 * ```
	 */
	verifySignature(request: WebhookRequest): SignedBody {
		return this.#signedBody(this.#verify(NO_EVENT, request));
	}

	/**
	 * Reads and verifies a web-standard `Request`: for `fetch` handlers, route handlers of Next, workers.
	 *
	 * Without `path` it takes that of the request's URL, which the platform has normalised (`%2e`, `\`): give `path` where the
	 * registered one is not in that form, or a proxy rewrites it. A compressed body is inflated where there is
	 * `DecompressionStream`.
	 *
	 * @throws {PowensError} as {@link Webhooks.verify}, and `body_consumed`, `body_unreadable`.
	 *
	 * @example
	 * ```ts
	 * export async function POST(request: Request) {
	 * 	try {
	 * 		const event = await webhooks.verifyRequest("USER_CREATED", request);
	 * 		return new Response(null, { status: 204 });
	 * 	} catch (error) {
	 * 		return new Response(null, { status: (isPowensError(error) ? error.httpStatus : null) ?? 500 });
	 * 	}
	 * }
	 * ```
	 */
	async verifyRequest<Type extends WebhookType>(
		type: Type,
		request: RequestLike,
		options: ReadOptions = {},
	): Promise<EventOf<Type>> {
		return this.#event(type, await this.#verifyRequest(() => numberOf(type), request, options));
	}

	/**
	 * {@link Webhooks.verifySignature} of a web-standard `Request`: for the other events of Powens, and where the bytes are to be
	 * kept whatever {@link checkPayload} says of them.
	 *
	 * @throws {PowensError} as {@link Webhooks.verifySignature}, and `body_consumed`, `body_unreadable`.
	 *
	 * @example
	 * ```ts
	 * const { body } = await webhooks.verifyRequestSignature(request);
	 * const checked = checkPayload("USER_CREATED", body);
	 * ```
	 */
	async verifyRequestSignature(request: RequestLike, options: ReadOptions = {}): Promise<SignedBody> {
		return this.#signedBody(await this.#verifyRequest(() => NO_EVENT, request, options));
	}

	/**
	 * Reads and verifies a request of Node's http server, or of Express in front of which no body parser runs.
	 *
	 * Without `path` it takes `req.originalUrl` or `req.url`, cut before the query.
	 *
	 * @throws {PowensError} as {@link Webhooks.verify}, and `body_consumed`, `body_unreadable`.
	 *
	 * @example
	 * ```ts
	 * import { createServer } from "node:http";
	 *
	 * createServer(async (req, res) => {
	 * 	let status = 204;
	 * 	try {
	 * 		const event = await webhooks.verifyNode("USER_CREATED", req);
	 * 	} catch (error) {
	 * 		status = (isPowensError(error) ? error.httpStatus : null) ?? 500;
	 * 	}
	 * 	res.writeHead(status).end();
	 * });
	 * ```
	 */
	async verifyNode<Type extends WebhookType>(
		type: Type,
		request: NodeRequestLike,
		options: ReadOptions = {},
	): Promise<EventOf<Type>> {
		return this.#event(type, await this.#verifyNode(() => numberOf(type), request, options));
	}

	/**
	 * {@link Webhooks.verifySignature} of a request of Node's http server: for the other events of Powens, and where the bytes are
	 * to be kept whatever {@link checkPayload} says of them.
	 *
	 * @throws {PowensError} as {@link Webhooks.verifySignature}, and `body_consumed`, `body_unreadable`.
	 *
	 * @example
	 * ```ts
	 * const { body } = await webhooks.verifyNodeSignature(req);
	 * const checked = checkPayload("USER_CREATED", body);
	 * ```
	 */
	async verifyNodeSignature(request: NodeRequestLike, options: ReadOptions = {}): Promise<SignedBody> {
		return this.#signedBody(await this.#verifyNode(() => NO_EVENT, request, options));
	}

	/**
	 * Signs a request as Powens does, for tests.
	 *
	 * @returns A plain object of lower-case headers.
	 *
	 * @throws {PowensError} `invalid_argument`: an unknown `secretName`, a date that is none.
	 *
	 * @example
	 * ```ts
	 * const headers = webhooks.sign({ path: "/hooks/user-created", body: '{"id":42}' });
	 * ```
	 *
	 * Source: the formula of the Powens documentation.
	 */
	sign(request: WebhookTarget & SignOptions & { body: WebhookBody }): SignatureHeaders {
		return sign(this.#receiver, request);
	}

	/**
	 * Finds out why a request does not verify: tries the usual causes, alone and two at a time, and says which it was. For people
	 * who stare at "signature does not match"; never a reason to accept a request. Reveals nothing secret. Each trial hashes the
	 * body, so keep it out of handlers that anybody can call.
	 *
	 * @throws {PowensError} `invalid_argument`, `too_large`, `body_lone_surrogate`.
	 *
	 * @example
	 * ```ts
	 * const { causes, message } = webhooks.diagnose({ url: req.originalUrl, headers: req.headers, body: req.body });
	 * console.log(causes, message);
	 * ```
	 */
	diagnose(request: DiagnosisRequest): Diagnosis {
		return diagnose(this.#receiver, request);
	}

	#verify(event: number, request: WebhookRequest): Proven {
		const { head, body } = readRequest(request);
		const receiver = this.#receiver;
		const { max } = receiver;
		return verify({ receiver, event, now: receiver.time(), max }, head, body, false);
	}

	#verifyRequest(event: () => number, request: RequestLike, options: ReadOptions): Promise<Proven> {
		return this.#read(webBody(request), event, options, request, () => ({ path: pathOf(request.url) }));
	}

	#verifyNode(event: () => number, request: NodeRequestLike, options: ReadOptions): Promise<Proven> {
		return this.#read(nodeBody(request), event, options, request, () => ({ url: urlOf(request) }));
	}

	/** Judges a request, in the order of what it costs, and reads its body in between. */
	async #read(
		read: IncomingBody,
		eventNumber: () => number,
		options: ReadOptions,
		request: Pick<WebhookRequest, "headers">,
		ownTarget: () => WebhookTarget,
	): Promise<Proven> {
		const receiver = this.#receiver;
		const event = eventNumber();
		const max = limitOf(receiver, options);
		const { target, found, length } = guarded(() => {
			const { headers } = request;
			const path = own(options, "path");
			const target = targetOf(path === undefined ? ownTarget() : { path });
			return { target, found: findHeaders(headers), length: contentLengthOf(headers, getterOf(headers)) };
		});
		const head = headOf(target, found);
		checkBeforeReading(receiver, head, length, max);
		return verifyRead(receiver, event, head, await read(max), max);
	}

	#signedBody({ secret, signedAtMs, content }: Proven): SignedBody {
		return { secretName: this.#receiver.nameOf(secret), signedAt: new Date(signedAtMs), body: content.release() };
	}

	#event<Type extends WebhookType>(type: Type, { secret, signedAtMs, id, content, user }: Proven): EventOf<Type> {
		const secretName = this.#receiver.nameOf(secret);
		// One by one: to copy the rest of an object takes longer than a small body's signature.
		return makeEvent({ type, id, signedAt: new Date(signedAtMs), secretName, mechanism: "hmac", content, user });
	}
}
