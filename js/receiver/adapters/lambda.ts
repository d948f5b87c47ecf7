// What `import … from "powens-users/receiver/lambda"` offers.
import type { APIGatewayProxyEvent, APIGatewayProxyEventV2 } from "aws-lambda";
import { isObject } from "../../core/guarded.js";
import type { Answer, Incoming, IncomingBody } from "../incoming.js";
import type { Receiver } from "../receiver.js";
import { textBody } from "./common/left-bytes.js";
import { argumentError, checkReceiver, givenBasePathOf, withBasePath } from "./common/options.js";

/** Options of `lambdaHandler`. */
export interface LambdaOptions {
	/**
	 * What the path that is registered at Powens begins with in front of the one of your API, in the place of the stage: `""` where a
	 * custom domain leads to the stage itself, `"/v1"` where its mapping is `v1`. Default: the path is taken as the event has it,
	 * with the stage where the URL of the API has it.
	 */
	readonly basePath?: string | undefined;
}

/** What invokes a function: its URL, or an API Gateway with the payload format 1.0 (REST, HTTP) or 2.0 (HTTP). */
export type LambdaEvent = APIGatewayProxyEvent | APIGatewayProxyEventV2;

/** What all of them take for an answer. */
export interface LambdaAnswer {
	statusCode: number;
	headers: Record<string, string>;
	body: string;
	isBase64Encoded: false;
}

export type LambdaHandler = (event: LambdaEvent) => Promise<LambdaAnswer>;

/**
 * A receiver as the handler of an AWS Lambda function behind its URL or an API Gateway (REST or HTTP).
 *
 * **The path.** Powens signs the path of the URL that is registered there. `https://ID.execute-api.REGION.amazonaws.com/prod/hooks`
 * has the stage in its path, so the route is `"/prod/hooks"`; URLs of functions and of the stage `$default` have none. Of a custom
 * domain an HTTP API does not tell the mapping
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html): give it as `basePath`.
 *
 * What `authenticate` gets as `target` has the query as it was sent; the payload format 1.0 has only its parts, decoded, and there it
 * has none.
 *
 * **The body.** An event carries text as it is and other bytes in base64. JSON is exact either way; a compressed body that comes as
 * text is lost, and answered 500 `body_not_raw`. A REST API takes every body for text but those whose type is among its binary media
 * types (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html): list `application/json` there
 * if your domain at Powens has gzip switched on. An event has 6 MB at most
 * (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html), base64 and all, which are 4.5 MB of compressed bytes. That
 * API Gateway takes 10 MB (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html) does not help. What is
 * larger never arrives: AWS refuses it, and Powens sends it again and again. A first synchronisation can be several MB.
 *
 * **Afterwards.** AWS freezes a function when it has answered: a handler that missed its deadline goes on with the next request, if
 * at all. Let the timeout of the function be longer than `waitMs` and `handlerTimeoutMs` together.
 *
 * @throws {PowensError} `invalid_argument`; of the handler, too, for an event that is no request.
 * @example
 * ```ts
 * export const handler = lambdaHandler(receiver);
 * ```
 */
export function lambdaHandler(receiver: Receiver, options: LambdaOptions = {}): LambdaHandler {
	checkReceiver(receiver, "lambdaHandler");
	const basePath = givenBasePathOf(options);
	return async (event) => answerOf(await receiver.receive(incomingOf(event, basePath)));
}

function answerOf({ status, headers, body }: Answer): LambdaAnswer {
	return { statusCode: status, headers: { ...headers }, body, isBase64Encoded: false };
}

function incomingOf(event: LambdaEvent, basePath: string | null): Incoming {
	const { method, path, query, headers } = partsOf(event);
	const local = basePath === null ? path : withBasePath(basePath, withoutStage(path, event.requestContext.stage));
	return { method, target: local + query, headers, body: () => bodyOf(event) };
}

function partsOf(event: LambdaEvent): Parts {
	const parts = isObject(event) ? ("rawPath" in event ? fromV2(event) : fromV1(event)) : undefined;
	if (typeof parts?.method === "string" && typeof parts.path === "string") return parts;
	throw argumentError(
		"This event is no request: let the URL of the function, or an API Gateway with a proxy integration, invoke it.",
	);
}

interface Parts {
	readonly method: string;
	readonly path: string;
	readonly query: string;
	readonly headers: Incoming["headers"];
}

/** Of a function's URL, and of the payload format 2.0. Headers that come twice are joined by commas. */
function fromV2({ rawPath, rawQueryString, headers, requestContext }: APIGatewayProxyEventV2): Parts {
	const query = rawQueryString === "" || rawQueryString === undefined ? "" : `?${rawQueryString}`;
	return { method: requestContext?.http?.method, path: rawPath, query, headers: headers ?? {} };
}

/** Of the payload format 1.0. The context has the path that was asked for; `path` beside it lacks the stage. */
function fromV1(event: APIGatewayProxyEvent): Parts {
	const { httpMethod, path, requestContext, multiValueHeaders, headers } = event;
	// Of headers that come twice, `headers` has the last one alone.
	return { method: httpMethod, path: requestContext?.path ?? path, query: "", headers: multiValueHeaders ?? headers ?? {} };
}

function withoutStage(path: string, stage: string | undefined): string {
	const front = `/${stage}`;
	if (path === front) return "/";
	return path.startsWith(`${front}/`) ? path.slice(front.length) : path;
}

function bodyOf({ body, isBase64Encoded }: LambdaEvent): IncomingBody {
	if (typeof body !== "string") return { kind: "bytes", bytes: new Uint8Array(0) };
	return isBase64Encoded ? { kind: "bytes", bytes: Buffer.from(body, "base64") } : textBody(body);
}
