// What AWS Lambda does for a request to the URL of a function.

const domainName = "abc.lambda-url.eu-west-3.on.aws";

/** Calls a handler, and gives what it answers: bodies of requests come as base64 unless they are text. */
export async function request(handler, target, { method = "GET", headers = {}, body, binary = false } = {}) {
	const { pathname, searchParams } = new URL(target, `https://${domainName}`);
	const http = { method, path: pathname, protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "test" };
	const lowercase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
	const event = {
		version: "2.0",
		routeKey: "$default",
		rawPath: pathname,
		rawQueryString: searchParams.toString(),
		...(searchParams.size > 0 && { queryStringParameters: Object.fromEntries(searchParams) }),
		headers: { host: domainName, accept: "*/*", "x-forwarded-proto": "https", ...Object.fromEntries(lowercase) },
		requestContext: { accountId: "anonymous", apiId: "abc", domainName, http, stage: "$default" },
		...(body !== undefined && { body: Buffer.from(body).toString(binary ? "base64" : "utf8") }),
		isBase64Encoded: binary,
	};
	const answer = await handler(event, { callbackWaitsForEmptyEventLoop: false });
	const text = answer.isBase64Encoded ? Buffer.from(answer.body, "base64").toString() : answer.body;
	return { status: answer.statusCode, text };
}
