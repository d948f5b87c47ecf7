// @ts-check
// What a delivery carries and how it proves who sent it: judged by `Webhooks` and `verifyBearer`, which share no code with the sender.
import assert from "node:assert/strict";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { isPowensError, verifyBearer, Webhooks } from "powens-users";
import { CFONB_SAMPLE, EVENTS, listen, openSender, receiver, SECRET, USER } from "./webhook-sender.mjs";

const webhooks = new Webhooks({ secretKey: SECRET });
const TEXTS = /** @type {const} */ (["escaped", "utf-8"]);
const ZIPS = /** @type {const} */ ([null, "compressed", "plain"]);

for (const happened of EVENTS) {
	for (const webhookText of TEXTS) {
		for (const gzipSigned of ZIPS) {
			for (const by of ["handler", "network"]) {
				const zip = gzipSigned === null ? "not compressed" : `gzip, signed ${gzipSigned}`;
				test(`${happened.event}, ${webhookText}, ${zip}, by ${by}: verifies`, async (t) => {
					const choices = { webhookText, ...(gzipSigned && { gzipSigned }) };
					const { sender } = openSender({ choices, gzip: gzipSigned !== null });
					const { received, ...to } = by === "handler" ? handlerReceiver() : await serverReceiver(t);
					const { event } = happened;
					sender.register({ event, secretKey: SECRET, ...to });
					sender.enqueue(happened, { waits: false });
					const [delivery] = await sender.flush();
					assert.equal(delivery.outcome, "accepted");

					const [{ path, headers, body }] = received();
					const proven = webhooks.verify(event, { path, headers, body });
					assert.equal(proven.id, delivery.webhookDataId);
					assertContent(happened, gzipSigned ? gunzipSync(body) : body, webhookText, delivery.webhookDataId);
					assert.equal(headers.get("content-type"), "application/json; charset=utf-8");
					assert.equal(headers.get("content-encoding"), gzipSigned && "gzip");
					assert.match(headers.get("bi-signature-date") ?? "", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
					assert.equal(headers.get("authorization"), null);

					const sent = sender.delivery(delivery.id);
					assert.deepEqual([...sent.body], [...body]);
					assert.equal(sent.headers["bi-signature"], headers.get("bi-signature"));
				});
			}
		}
	}
}

function handlerReceiver() {
	/** @type {any[]} Each with `path`, `headers` and `body`. */
	const received = [];
	return {
		received: () => received,
		url: "https://never.example/hooks/a%20b?secret=1",
		handler: async (/** @type {Request} */ request) => {
			const path = new URL(request.url).pathname;
			received.push({ path, headers: request.headers, body: new Uint8Array(await request.arrayBuffer()) });
			return new Response(null, { status: 202 });
		},
	};
}

/** @param {import("node:test").TestContext} t */
async function serverReceiver(t) {
	const server = await listen(t);
	return {
		url: `${server.origin}/hooks/a%20b?secret=1`,
		received: () =>
			server.received.map(({ url = "", headers, body }) => {
				return { path: url.split("?")[0], headers: new Headers(/** @type {any} */ (headers)), body: new Uint8Array(body) };
			}),
	};
}

/**
 * That a body is Python's text of the documented payload.
 *
 * @param {(typeof EVENTS)[number]} happened
 * @param {Uint8Array} body
 * @param {"escaped" | "utf-8"} form
 * @param {number} id
 */
function assertContent(happened, body, form, id) {
	const { event, ...rest } = happened;
	const parts = /** @type {any} */ (rest);
	const content =
		event.startsWith("USER_") && event !== "USER_SYNCED" ? parts.user : event === "CONNECTION_DELETED" ? parts.connection : parts;
	const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
	assert.deepEqual(JSON.parse(text), { ...JSON.parse(JSON.stringify(content)), id_webhook_data: id });
	assert.ok(text.endsWith(`, "id_webhook_data": ${id}}`));
	assert.equal(/[^\x20-\x7e]/.test(text), form === "utf-8");
	if (event.includes("SYNCED")) assert.match(text, /"balance": 300\.0, /);
}

test("USER_SYNCED has total where that is chosen", async () => {
	const { sender } = openSender({ choices: { userSyncedTotal: true } });
	const { handler, received } = receiver();
	sender.register({ event: "USER_SYNCED", url: "http://localhost/", handler });
	sender.enqueue(EVENTS[2], { waits: false });
	await sender.flush();
	assert.deepEqual(Object.keys(received[0].json()), ["user", "connections", "total", "id_webhook_data"]);
	assert.equal(received[0].json().total, 2);
});

test("the endpoint is signed with its query where that is chosen, and is / where the URL has no path", async () => {
	for (const [url, signedEndpoint, endpoint] of /** @type {const} */ ([
		["http://localhost/a?b=c", "path-and-query", "/a?b=c"],
		["http://localhost:8787", "path", "/"],
	])) {
		const { sender } = openSender({ choices: { signedEndpoint } });
		const { handler, received } = receiver();
		sender.register({ event: "USER_CREATED", url, handler, secretKey: SECRET });
		sender.enqueue(EVENTS[0], { waits: false });
		await sender.flush();
		const [{ request, body }] = received;
		const date = request.headers.get("bi-signature-date") ?? "";
		assert.equal(request.headers.get("bi-signature"), await signatureOf(`POST.${endpoint}.${date}.`, body));
	}
});

/** The formula of the documentation, by Node. @param {string} head @param {Uint8Array} body */
async function signatureOf(head, body) {
	const { createHmac } = await import("node:crypto");
	return createHmac("sha256", SECRET).update(head).update(body).digest("base64");
}

for (const { retryDate, same } of /** @type {const} */ ([
	{ retryDate: "new", same: false },
	{ retryDate: "first", same: true },
])) {
	test(`what is sent again bears its ${retryDate} date`, async () => {
		const { sender, clock } = openSender({ choices: { retryDate } });
		const { handler, received } = receiver((_request, _body, count) => new Response(null, { status: count === 1 ? 500 : 200 }));
		sender.register({ event: "USER_CREATED", url: "http://localhost/", handler, secretKey: SECRET });
		sender.enqueue(EVENTS[0], { waits: false });
		await sender.flush();
		await clock.advance(60_000);
		await sender.flush();
		const [first, second] = received.map(({ request }) => request.headers.get("bi-signature-date"));
		assert.equal(first === second, same);
		const signatures = received.map(({ request }) => request.headers.get("bi-signature"));
		assert.equal(signatures[0] === signatures[1], same);
	});
}

test("by default the latest token of the user is sent, which verifyBearer takes", async () => {
	let token = "first+/=";
	const { sender } = openSender({ tokenOf: () => token });
	const { handler, received } = receiver();
	sender.register({ event: "USER_CREATED", url: "http://localhost/", handler });
	sender.enqueue(EVENTS[0], { waits: false });
	token = "second+/=";
	await sender.flush();
	const [{ request, body }] = received;
	const ask = { headers: request.headers, body, token: (/** @type {number} */ userId) => (userId === USER.id ? token : null) };
	assert.equal((await verifyBearer("USER_CREATED", ask)).type, "USER_CREATED");
	await assert.rejects(verifyBearer("USER_CREATED", { ...ask, token: () => "other" }), { code: "bearer_mismatch" });
});

test("of a user who is gone the token is sent that was the last", async () => {
	/** @type {string | null} */
	let token = "the last one";
	const { sender } = openSender({ tokenOf: () => token });
	const { handler, received } = receiver();
	sender.register({ event: "USER_DELETED", url: "http://localhost/", handler });
	sender.enqueue(EVENTS[1], { waits: false });
	token = null;
	await sender.flush();
	assert.equal(received[0].request.headers.get("authorization"), "Bearer the last one");
});

test("without any token nothing is sent, and it waits", async () => {
	const { sender } = openSender({ tokenOf: () => null });
	const { handler, received } = receiver();
	const { id } = sender.register({ event: "USER_CREATED", url: "http://localhost/", handler });
	sender.enqueue(EVENTS[0], { waits: false });
	const [delivery] = await sender.flush();
	assert.deepEqual([delivery.outcome, delivery.status, delivery.bytes], ["failed", null, 0]);
	assert.equal(received.length, 0);
	assert.equal(sender.delivery(delivery.id), null);
	assert.equal(sender.health(id).waiting, 1);
});

test("CFONB: the invented statement, of lines of 120, for synchronisations alone", async () => {
	for (const line of CFONB_SAMPLE.split("\r\n")) assert.match(line, /^0[1457][\x20-\x7e]{118}$/);
	assert.match(CFONB_SAMPLE, /EXEMPLE INVENTE/);
	for (const happened of EVENTS) {
		const { sender } = openSender({ cfonb: true });
		const { handler, received } = receiver();
		sender.register({ event: happened.event, url: "http://localhost/", handler, secretKey: SECRET });
		sender.enqueue(happened, { waits: false });
		await sender.flush();
		const [{ request, body }] = received;
		const isCfonb = happened.event.endsWith("SYNCED");
		assert.equal(new TextDecoder().decode(body) === CFONB_SAMPLE, isCfonb);
		assert.equal(request.headers.get("content-type")?.split(";")[0], isCfonb ? "text/plain" : "application/json");
		const asked = { path: "/", headers: request.headers, body };
		webhooks.verifySignature(asked);
		if (!isCfonb) continue;
		assert.throws(
			() => webhooks.verify(happened.event, asked),
			(error) => isPowensError(error) && error.code === "payload_invalid",
		);
	}
});
