import type { Incoming, IncomingBody } from "../../incoming.js";
import { RawHeaders } from "./raw-headers.js";
import { type BodySource, bodyOf } from "./request-body.js";

/** A request of a server of Node, as a receiver takes it. */
export class NodeIncoming implements Incoming {
	readonly method: string;
	readonly target: string;
	readonly headers: Incoming["headers"];
	readonly #source: BodySource;

	constructor(target: string, source: BodySource) {
		const { request } = source;
		const { rawHeaders } = request;
		this.method = request.method ?? "";
		this.target = target;
		// Those who imitate a request have no raw ones.
		this.headers = rawHeaders?.length > 0 ? new RawHeaders(rawHeaders) : (request.headers as Incoming["headers"]);
		this.#source = source;
	}

	body(): IncomingBody {
		return bodyOf(this.#source);
	}
}
