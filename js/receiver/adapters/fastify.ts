// What `import … from "powens-users/receiver/fastify"` offers.
import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from "fastify";
import type { Answer } from "../incoming.js";
import type { Receiver } from "../receiver.js";
import type { Holder } from "./common/left-bytes.js";
import { type AdapterOptions, argumentError, basePathOf, checkReceiver, withBasePath } from "./common/options.js";
import { type BodySource, hasArrived } from "./http/request-body.js";
import { sendUnread } from "./http/send-answer.js";
import { answerTo } from "./http/serve.js";

export type { AdapterOptions } from "./common/options.js";

/**
 * A receiver as a plugin of Fastify 5: `app.register(fastifyPlugin(receiver))`. It registers the paths of the receiver's routes, with
 * every method, in a scope of its own whose only parser gives it the bytes: those of your other routes stay as they are. Limits of
 * Fastify (`bodyLimit`) do not count there; `maxBodyBytes` of the receiver does.
 *
 * With a `prefix`, the paths of the routes are whole all the same, the prefix at their beginning: that is what Powens signs. Where a
 * hook has read the body before, it takes the bytes that are left (`request.rawBody`), or answers 500 with the code `body_not_raw`
 * or `body_consumed`.
 *
 * @throws {PowensError} `invalid_argument`; when it is registered, too, where a path is not below the prefix.
 * @example
 * ```ts
 * const app = fastify();
 * app.register(fastifyPlugin(receiver));
 * ```
 */
export function fastifyPlugin(receiver: Receiver, options: AdapterOptions = {}): FastifyPluginCallback {
	checkReceiver(receiver, "fastifyPlugin");
	const basePath = basePathOf(options);
	return (instance, _options, done) => {
		instance.removeAllContentTypeParsers();
		instance.addContentTypeParser("*", (_request, payload, parsed) => parsed(null, payload));
		for (const path of receiver.paths) {
			instance.all(localPath(path, basePath + instance.prefix), async (request, reply) => {
				const target = withBasePath(basePath, request.originalUrl);
				return send(request, reply, await answerTo(receiver, target, sourceOf(request, reply)));
			});
		}
		done();
	};
}

/** A path of the receiver as Fastify's router takes it. */
function localPath(path: string, front: string): string {
	if (!path.startsWith(front) || path === front) {
		throw argumentError(
			`The path ${path} of the receiver is not below ${front}: give each path as it is registered at Powens, prefix and all, or register the plugin without the prefix.`,
		);
	}
	if (path.includes("*"))
		throw argumentError(`The path ${path} of the receiver has a *, which Fastify takes for any path at all.`);
	const local = path.slice(front.length);
	// A colon begins a parameter; and what is asked for is looked up decoded.
	return decoded(local).replaceAll(":", "::");
}

function decoded(path: string): string {
	try {
		return decodeURI(path);
	} catch {
		return path;
	}
}

function sourceOf(request: FastifyRequest, reply: FastifyReply): BodySource {
	const { body, raw } = request;
	const payload = isStream(body) ? body : raw;
	const rawBody = (request as Holder).rawBody;
	return {
		request: raw,
		response: reply.raw,
		holders: [isStream(body) ? { rawBody } : { rawBody, body }, raw as object],
		payload,
	};
}

function isStream(body: unknown): body is NonNullable<BodySource["payload"]> {
	return typeof (body as { resume?: unknown } | null | undefined)?.resume === "function";
}

function send(request: FastifyRequest, reply: FastifyReply, answer: Answer): FastifyReply {
	const { raw } = request;
	if (answer.isUnread && !hasArrived(raw)) {
		// Fastify would close the connection with the answer: a sender who is still sending might never see it.
		reply.hijack();
		sendUnread(raw, reply.raw, answer);
		return reply;
	}
	if (answer.isUnread) raw.resume();
	reply.code(answer.status).headers(answer.headers);
	return reply.send(answer.body === "" ? undefined : answer.body);
}
