import { argumentError, CoreWebhooks, checkOptions, requireCore } from "./core.js";
import { limitedBytes, rawBody, type WebhookBody } from "./webhooks/body.js";
import { diagnose } from "./webhooks/diagnose.js";
import type { Diagnosis, DiagnosisRequest } from "./webhooks/diagnosis.js";
import { type EventOf, makeEvent, type WebhookType } from "./webhooks/event.js";
import { numberOf } from "./webhooks/event-number.js";
import type { ReadOptions, SignatureHeaders, SignedBody, SignOptions, WebhooksOptions } from "./webhooks/options.js";
import { type NodeRequestLike, readNodeBody, urlOf } from "./webhooks/read-node.js";
import { gunzipStream, inflateBy, type MaxBytes, pathOf, type RequestLike, readWebBody } from "./webhooks/read-request.js";
import { guarded, readRequest, readTarget, type WebhookRequest, type WebhookTarget } from "./webhooks/request.js";
import { isCompressed, proveCompressed, type Verified, verify, verifyInflated } from "./webhooks/verify.js";
import { bytesOf, openWindow } from "./window.js";

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
 * Source: "Webhooks" of the Powens documentation; what it leaves open is our decision.
 */
export class Webhooks {
	readonly #core: CoreWebhooks;
	readonly #now: (() => number) | undefined;
	readonly #names: (string | null)[] = [];

	/**
	 * Checks the options.
	 *
	 * @throws {PowensError} `invalid_argument`: a secret that is empty, blank or has white space around it, for one.
	 */
	constructor(options: WebhooksOptions) {
		requireCore();
		this.#core = new CoreWebhooks(options);
		this.#now = guarded(() => options.now);
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
	 * Source: "Authenticity" of the Powens documentation; the order and the codes are our decision.
	 */
	verify<Type extends WebhookType>(type: Type, request: WebhookRequest): EventOf<Type> {
		return this.#event(type, verify(this.#core, numberOf(type), readRequest(request), this.#time()));
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
	 *
	 * Source: Powens documentation.
	 */
	verifySignature(request: WebhookRequest): SignedBody {
		return this.#signedBody(verify(this.#core, null, readRequest(request), this.#time()));
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
	 * 		return new Response(null, { status: isPowensError(error) ? error.httpStatus : 500 });
	 * 	}
	 * }
	 * ```
	 *
	 * Source: Powens documentation; the rest is our decision.
	 */
	async verifyRequest<Type extends WebhookType>(
		type: Type,
		request: RequestLike,
		options: ReadOptions = {},
	): Promise<EventOf<Type>> {
		const event = numberOf(type);
		return this.#verifyRequest(event, request, options, (verified) => this.#event(type, verified));
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
	 *
	 * Source: Powens documentation; the rest is our decision.
	 */
	async verifyRequestSignature(request: RequestLike, options: ReadOptions = {}): Promise<SignedBody> {
		return this.#verifyRequest(null, request, options, (verified) => this.#signedBody(verified));
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
	 * 		status = isPowensError(error) ? error.httpStatus : 500;
	 * 	}
	 * 	res.writeHead(status).end();
	 * });
	 * ```
	 *
	 * Source: Powens documentation; the rest is our decision.
	 */
	async verifyNode<Type extends WebhookType>(
		type: Type,
		request: NodeRequestLike,
		options: ReadOptions = {},
	): Promise<EventOf<Type>> {
		const event = numberOf(type);
		return this.#verifyNode(event, request, options, (verified) => this.#event(type, verified));
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
	 *
	 * Source: Powens documentation; the rest is our decision.
	 */
	async verifyNodeSignature(request: NodeRequestLike, options: ReadOptions = {}): Promise<SignedBody> {
		return this.#verifyNode(null, request, options, (verified) => this.#signedBody(verified));
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
		const { text, kind } = readTarget(request);
		const { date, name, body } = guarded(() => ({
			date: dateText(request.date ?? new Date(this.#time())),
			name: nameText(request.secretName),
			body: rawBody(request.body),
		}));
		const head = bytesOf(text + date);
		const bytes = limitedBytes(body, this.#core.maxBodyBytes(), "maxBodyBytes");
		const window = openWindow(head.length + bytes.length);
		window.set(head);
		window.set(bytes, head.length);
		const secret = this.#core.secretIndex(name);
		const signature = this.#core.sign(secret, kind, text.length, date.length, head.length, head.length + bytes.length);
		if (signature === undefined) throw this.#core.takeError();
		return { "bi-signature": signature, "bi-signature-date": date };
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
	 *
	 * Source: our decision.
	 */
	diagnose(request: DiagnosisRequest): Diagnosis {
		return diagnose(this.#core, request, this.#time());
	}

	async #verifyRequest<T>(event: number | null, request: RequestLike, options: ReadOptions, finish: Finish<T>): Promise<T> {
		const { headers, path, max } = guarded(() => ({
			headers: request.headers,
			path: options.path ?? pathOf(request.url),
			max: this.#maxBytes(options),
		}));
		const body = await readWebBody(request, max);
		return this.#verifyRead(event, { path, headers, body }, max, finish);
	}

	async #verifyNode<T>(event: number | null, request: NodeRequestLike, options: ReadOptions, finish: Finish<T>): Promise<T> {
		const { headers, target, max } = guarded(() => ({
			headers: request.headers,
			target: options.path === undefined ? { url: urlOf(request) } : { path: options.path },
			max: this.#maxBytes(options),
		}));
		const body = await readNodeBody(request, max);
		return this.#verifyRead(event, { ...target, headers, body }, max, finish);
	}

	async #verifyRead<T>(
		event: number | null,
		request: WebhookRequest & { body: Uint8Array },
		max: MaxBytes,
		finish: Finish<T>,
	): Promise<T> {
		const read = readRequest(request);
		const stream = isCompressed(request.body) ? gunzipStream() : undefined;
		if (stream === undefined) return finish(verify(this.#core, event, read, this.#time(), max));
		const signer = proveCompressed(this.#core, read, request.body, this.#time());
		const inflated = await inflateBy(stream, request.body, max, signer >= 0);
		return finish(verifyInflated(this.#core, event, read, inflated, signer, this.#time()));
	}

	#signedBody({ secret, content }: Verified): SignedBody {
		return { secretName: this.#secretName(secret), signedAt: this.#signedAt(), body: content.release() };
	}

	#event<Type extends WebhookType>(type: Type, { secret, content }: Verified): EventOf<Type> {
		const id = this.#core.idWebhookData();
		return makeEvent({
			type,
			id: Number.isNaN(id) ? null : id,
			signedAt: this.#signedAt(),
			secretName: this.#secretName(secret),
			mechanism: "hmac",
			content,
		});
	}

	#secretName(secret: number): string | null {
		// Kept here: the core would make the text anew each time.
		let name = this.#names[secret];
		if (name === undefined) {
			name = this.#core.secretName(secret) ?? null;
			this.#names[secret] = name;
		}
		return name;
	}

	#signedAt(): Date {
		return new Date(this.#core.signedAtMs());
	}

	/** A clock that fails must not refuse what is genuine: the real one then. */
	#time(): number {
		if (this.#now === undefined) return Date.now();
		try {
			const time = this.#now();
			if (Number.isFinite(time)) return time;
		} catch {}
		return Date.now();
	}

	#maxBytes(options: ReadOptions): MaxBytes {
		const most = this.#core.maxBodyBytes();
		if (options.maxBytes === undefined) return { bytes: most, option: "maxBodyBytes" };
		const [bytes = most] = checkOptions({ maxBytes: options.maxBytes });
		return { bytes: Math.min(bytes, most), option: "maxBytes" };
	}
}

/** The text of a date that is to be signed; one that is none is refused by the core. */
function dateText(date: Date | string): string {
	return typeof date === "string" ? date : `${date.toISOString()}`;
}

function nameText(name: unknown): string | undefined {
	if (typeof name === "string" || name === undefined) return name;
	throw argumentError("secretName must be the name of one of the secrets, as text.", undefined);
}

/** Makes what is asked for of what was verified, before anybody else can verify: the core knows the last request alone. */
type Finish<T> = (verified: Verified) => T;
