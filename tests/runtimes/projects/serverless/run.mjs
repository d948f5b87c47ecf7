// Requests to the function: signed webhooks, as text and as the bytes that the platform takes gzip for, a forged one, and the report.
import { deepEqual } from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { Webhooks } from "powens-users";
import { request } from "../lambda/function-url.mjs";
import { handler } from "./index.mjs";

const path = "/hooks/user-created";
const text = '{"id": 42, "signin": "2026-06-01 12:00:00", "note": "Café à 3 €"}';
const signed = (secretKey, body) => ({
	method: "POST",
	headers: { "content-type": "application/json", ...new Webhooks({ secretKey }).sign({ path, body }) },
	body,
});
const webhook = signed("serverless-secret", text);
const zipped = gzipSync(text);

deepEqual(await request(handler, path, webhook), { status: 200, text: "42" });
deepEqual(await request(handler, path, { ...webhook, binary: true }), { status: 200, text: "42" });
deepEqual(await request(handler, path, { ...signed("serverless-secret", zipped), binary: true }), { status: 200, text: "42" });
deepEqual(await request(handler, path, signed("another", text)), { status: 401, text: '"signature_mismatch"' });

const { SANDBOX_URL: sandbox, SANDBOX_TOKEN: token } = process.env;
const { text: report } = await request(handler, `/exercise?${new URLSearchParams({ sandbox, token })}`);
console.log(report);
