import type { Incoming, IncomingBody } from "../../incoming.js";
import { RawHeaders } from "./raw-headers.js";
import { arrivedBody, type BodySource, bodyOf, flowingBody } from "./request-body.js";
import type { StreamedBody } from "./streamed-body.js";

/** A request of a server of Node, as a receiver takes it. */
export class NodeIncoming implements Incoming {
	readonly method: string;
	readonly target: string;
	readonly headers: Incoming["headers"];
	readonly #source: BodySource;
	/** Until it is asked for. */
	#flowing: StreamedBody | undefined;

	constructor(target: string, source: BodySource) {
		const { request } = source;
		const { rawHeaders } = request;
		this.method = request.method ?? "";
		this.target = target;
		// Those who imitate a request have no raw ones.
		this.headers = rawHeaders?.length > 0 ? new RawHeaders(rawHeaders) : (request.headers as Incoming["headers"]);
		this.#source = source;
		this.#flowing = flowingBody(source);
	}

	body(): IncomingBody {
		const flowing = this.#flowing;
		this.#flowing = undefined;
		return flowing ?? bodyOf(this.#source);
	}

	arrived(): Uint8Array | undefined {
		return this.#flowing === undefined ? arrivedBody(this.#source) : undefined;
	}

	/** Lets go of a body that nobody has asked for. */
	leave(): void {
		this.#flowing?.cancel();
	}
}
