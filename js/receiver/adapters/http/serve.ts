import type { Answer } from "../../incoming.js";
import type { Receiving } from "../common/options.js";
import { NodeIncoming } from "./node-incoming.js";
import type { BodySource } from "./request-body.js";
import { sendAnswer } from "./send-answer.js";

/** Hands a request to the receiver and sends its answer; never rejects. */
export async function serve(receiver: Receiving, target: string, source: BodySource): Promise<void> {
	const { request, response } = source;
	try {
		sendAnswer(request, response, await answerTo(receiver, target, source));
	} catch {
		// Nothing more can be sent.
		response.destroy();
	}
}

/** What the receiver says to a request. */
export async function answerTo(receiver: Receiving, target: string, source: BodySource): Promise<Answer> {
	const incoming = new NodeIncoming(target, source);
	// Node tells of a request when its head is read, and reads on: a small body that came with the head is here one turn later.
	await undefined;
	const answer = await receiver.receive(incoming);
	incoming.leave();
	return answer;
}
