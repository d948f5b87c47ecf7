// @ts-check
// Events as AWS makes them of requests.
import { lambdaHandler } from "powens-users/receiver/lambda";
import { answered } from "./client.mjs";

/** @typedef {import("powens-users/receiver/lambda").LambdaEvent} LambdaEvent */
/** @typedef {import("./hosts.mjs").Host} Host */
/** @typedef {import("./signed.mjs").Sent} Sent */

/**
 * The values of each header, by names in lower case.
 *
 * @param {Sent} sent
 * @returns {Record<string, string[]>}
 */
function valuesOf({ headers, body, isChunked }) {
	/** @type {Record<string, string[]>} */
	const values = isChunked ? {} : { "content-length": [String(body.length)] };
	for (const [name, value] of Object.entries(headers)) values[name.toLowerCase()] = [value].flat();
	return values;
}

/**
 * A body as it is in an event: text, or base64 where it is none.
 *
 * @param {Uint8Array} body
 */
function coded(body) {
	const isBase64Encoded = body[0] === 0x1f;
	return { body: Buffer.from(body).toString(isBase64Encoded ? "base64" : "utf8"), isBase64Encoded };
}

/**
 * The payload format 2.0: of the URL of a function, or of an HTTP API.
 *
 * @param {Sent} sent
 * @param {{ stage?: string, path?: string }} [api] `path` where the event has another one than the URL
 */
export function eventV2(sent, { stage = "$default", path = sent.path } = {}) {
	const [rawPath = "", rawQueryString = ""] = path.split("?");
	const headers = Object.fromEntries(Object.entries(valuesOf(sent)).map(([name, values]) => [name, values.join(",")]));
	const http = { method: sent.method ?? "POST", path: rawPath, protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "python" };
	const requestContext = { accountId: "anonymous", apiId: "abc", http, requestId: "1", routeKey: "$default", stage };
	return /** @type {LambdaEvent} */ (
		/** @type {unknown} */ ({
			version: "2.0",
			routeKey: "$default",
			rawPath,
			rawQueryString,
			headers,
			requestContext,
			...coded(sent.body),
		})
	);
}

/**
 * The payload format 1.0: of a REST API.
 *
 * @param {Sent} sent
 * @param {{ stage?: string, path?: string, asked?: string }} [api] `path` without the stage, `asked` as the URL has it
 */
export function eventV1(sent, { stage = "prod", path = sent.path, asked = path } = {}) {
	const multiValueHeaders = valuesOf(sent);
	const headers = Object.fromEntries(Object.entries(multiValueHeaders).map(([name, values]) => [name, values.at(-1)]));
	const requestContext = { stage, path: asked, httpMethod: sent.method ?? "POST", resourcePath: "/{proxy+}" };
	return /** @type {LambdaEvent} */ (
		/** @type {unknown} */ ({
			resource: "/{proxy+}",
			path,
			httpMethod: sent.method ?? "POST",
			headers,
			multiValueHeaders,
			queryStringParameters: null,
			requestContext,
			...coded(sent.body),
		})
	);
}

/** @type {(name: string, eventOf: (sent: Sent) => LambdaEvent) => Host} */
const lambda = (name, eventOf) => ({
	name,
	// There is none, but what the platform itself does to bytes: see lambda.test.mjs.
	parsers: [],
	start: async (receiver) => {
		const handler = lambdaHandler(receiver);
		return {
			send: async (sent) => {
				// As it comes over the wire of the platform.
				const { statusCode, body } = await handler(JSON.parse(JSON.stringify(eventOf(sent))));
				return answered(statusCode, body);
			},
			close: () => {},
		};
	},
});

export const lambdas = [
	lambda("Lambda, function URL", (sent) => eventV2(sent)),
	lambda("Lambda, HTTP API", (sent) => eventV2(sent, { stage: "live" })),
	lambda("Lambda, REST API", (sent) =>
		eventV1(sent, { path: sent.path.replace("/powens", ""), asked: sent.path, stage: "powens" }),
	),
];
