// What `import … from "powens-users/receiver/fastify"` offers.
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
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
export function fastifyPlugin(receiver: Receiver, options: AdapterOptions = {}): FastifyPluginAsync {
	checkReceiver(receiver, "fastifyPlugin");
	const basePath = basePathOf(options);
	return async (instance) => {
		instance.removeAllContentTypeParsers();
		instance.addContentTypeParser("*", (_request, payload, parsed) => parsed(null, payload));
		for (const path of receiver.paths) {
			instance.all(localPath(path, basePath + instance.prefix), async (request, reply) => {
				const target = withBasePath(basePath, request.originalUrl);
				return send(request, reply, await answerTo(receiver, target, sourceOf(request, reply)));
			});
		}
	};
}

/** A path of the receiver as Fastify's router takes it. */
function localPath(path: string, front: string): string {
	if (!path.startsWith(front) || path === front) {
		throw argumentError(
			`The path ${path} of the receiver is not below ${front}: give each path as it is registered at Powens, prefix and all, or register the plugin without the prefix.`,
		);
	}
	const local = decoded(path.slice(front.length));
	if (local === undefined || local.includes("*")) {
		throw argumentError(
			`The path ${path} of the receiver cannot be a route of Fastify, which takes * for any path at all, and leaves escapes such as %2F as they are. Register another path at Powens, or put nodeListener in front of Fastify.`,
		);
	}
	// A colon begins a parameter.
	return local.replaceAll(":", "::");
}

/** Fastify looks up what is asked for without its escapes, but for those of characters that separate: no route can have these. */
function decoded(path: string): string | undefined {
	if (/%(2[3-6bcf]|3[abdf]|40)/i.test(path)) return undefined;
	try {
		return decodeURI(path);
	} catch {
		return undefined;
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
	// A hook of the program may have answered in the meantime.
	if (reply.sent) return reply;
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
