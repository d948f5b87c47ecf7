// Calls the handler of a function as AWS Lambda does for a request to its function URL, and prints the body of what it answers.
// Usage: node call.mjs MODULE PATH?QUERY
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [module, target] = process.argv.slice(2);
const { handler } = await import(pathToFileURL(resolve(module)).href);
const { pathname, searchParams } = new URL(target, "https://abc.lambda-url.eu-west-3.on.aws");
const http = { method: "GET", path: pathname, protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "test" };
const event = {
	version: "2.0",
	routeKey: "$default",
	rawPath: pathname,
	rawQueryString: searchParams.toString(),
	queryStringParameters: Object.fromEntries(searchParams),
	headers: { host: "abc.lambda-url.eu-west-3.on.aws", accept: "*/*", "x-forwarded-proto": "https" },
	requestContext: { accountId: "anonymous", domainName: "abc.lambda-url.eu-west-3.on.aws", http, stage: "$default" },
	isBase64Encoded: false,
};
const { statusCode, body, isBase64Encoded } = await handler(event, { callbackWaitsForEmptyEventLoop: false });
const text = isBase64Encoded ? Buffer.from(body, "base64").toString() : body;
if (statusCode !== 200) throw new Error(`It answered ${statusCode}: ${text}`);
console.log(text);
process.exit();
