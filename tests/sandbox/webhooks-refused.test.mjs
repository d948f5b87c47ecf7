// @ts-check
// Where the sender may not send, and that nothing which a receiver or a caller does throws, hangs or stays.
import assert from "node:assert/strict";
import { test } from "node:test";
import { runScript } from "./helpers.mjs";
import { created, listen, openSender } from "./webhook-sender.mjs";

const EVENT = "USER_CREATED";

test("only this machine, unless a host is allowed by name", () => {
	const { sender } = openSender({ allowedHosts: ["staging.example.com"] });
	for (const url of [
		"http://localhost:1/",
		"http://app.localhost/",
		"http://127.0.0.1/",
		"http://127.9.9.9/",
		"http://0x7f.1/",
		"http://[::1]:8080/",
		"https://staging.example.com/",
		"https://STAGING.example.com:8443/x",
	]) {
		assert.equal(sender.register({ event: EVENT, url }).url, url);
	}
	for (const url of [
		"http://evil.example/",
		"http://127.0.0.1.nip.io/",
		"http://localhost.evil.example/",
		"http://evillocalhost/",
		"http://localhost@evil.example/",
		"http://evil.example/localhost",
		"http://0.0.0.0/",
		"http://169.254.169.254/",
		"http://10.0.0.1/",
		"http://[::ffff:7f00:1]/",
		"http://[::]/",
		"http://example.com/",
		"http://a.staging.example.com/",
		"http://staging.example.com.evil.example/",
		"http://staging.example.com./",
	]) {
		assert.throws(() => sender.register({ event: EVENT, url }), { name: "RangeError" }, url);
	}
});

test("a RangeError names what cannot be registered", () => {
	const { sender } = openSender();
	const url = "http://localhost/";
	const oauth = { type: "oauth", url, clientId: "id", clientSecret: "s" };
	for (const [webhook, named] of /** @type {[any, RegExp][]} */ ([
		[undefined, /^webhook:/],
		[null, /^webhook:/],
		["x", /^webhook:/],
		[{ url }, /^event:/],
		[{ event: "ACCOUNT_SYNCED", url }, /^event:/],
		[{ event: ["USER_CREATED"], url }, /^event:/],
		[{ event: "__proto__", url }, /^event:/],
		[{ event: EVENT }, /^url:/],
		[{ event: EVENT, url: "/hooks" }, /^url:/],
		[{ event: EVENT, url: "ftp://localhost/" }, /^url:/],
		[{ event: EVENT, url: "file:///etc/passwd" }, /^url:/],
		[{ event: EVENT, url: "http://me:secret@localhost/" }, /^url:/],
		[{ event: EVENT, url: new URL(url) }, /^url:/],
		[{ event: EVENT, url: `${url}${"x".repeat(5000)}` }, /^url:/],
		[{ event: EVENT, url, handler: "x" }, /^handler:/],
		[{ event: EVENT, url: "nowhere", handler: () => {} }, /^url:/],
		[{ event: EVENT, url, secretKey: "" }, /^secretKey:/],
		[{ event: EVENT, url, secretKey: "\ud800" }, /^secretKey:/],
		[{ event: EVENT, url, secretKey: 7 }, /^secretKey:/],
		[{ event: EVENT, url, secretKey: null }, /^secretKey:/],
		[{ event: EVENT, url, secretKey: "s", providerId: 1 }, /^webhook: at most one/],
		[{ event: EVENT, url, mechanism: "hmac_signature" }, /^mechanism:/],
		[{ event: EVENT, url, mechanism: { type: "basic" } }, /^mechanism\.type:/],
		[{ event: EVENT, url, mechanism: { type: "hmac_signature" } }, /^secretKey:/],
		[{ event: EVENT, url, mechanism: { ...oauth, url: "http://evil.example/" } }, /^mechanism\.url:/],
		[{ event: EVENT, url, mechanism: { ...oauth, clientId: "" } }, /^mechanism\.clientId:/],
		[{ event: EVENT, url, mechanism: { ...oauth, clientSecret: undefined } }, /^mechanism\.clientSecret:/],
		[{ event: EVENT, url, providerId: 7 }, /^providerId:/],
	])) {
		assert.throws(() => sender.register(webhook), { name: "RangeError", message: named });
	}
	assert.deepEqual(sender.registrations(), []);
});

test("what was registered cannot be changed from outside", async () => {
	const { sender } = openSender();
	const mechanism = { type: "hmac_signature", secretKey: "s" };
	const registration = sender.register({ event: EVENT, url: "http://localhost/", mechanism });
	mechanism.secretKey = "changed";
	registration.mechanism.secretKey = "changed";
	registration.url = "http://evil.example/";
	sender.registrations()[0].mechanism.secretKey = "changed";
	assert.deepEqual(sender.registrations(), [
		{ id: 1, event: EVENT, url: "http://localhost/", mechanism: { type: "hmac_signature", secretKey: "s" }, providerId: null },
	]);
});

test("the host is judged again when it is sent: a state from elsewhere opens no way", async () => {
	let asked = 0;
	const { sender } = openSender({
		fetch: async () => {
			asked += 1;
			return new Response();
		},
	});
	sender.register({ event: EVENT, url: "http://localhost/" });
	sender.enqueue(created(1), { waits: false });
	const state = JSON.parse(JSON.stringify(sender.snapshot()).replaceAll("http://localhost/", "http://evil.example/"));
	sender.restore(state);
	const [delivery] = await sender.flush();
	assert.deepEqual([delivery.outcome, delivery.status, delivery.bytes], ["blocked", null, 0]);
	assert.equal(sender.delivery(delivery.id), null);
	assert.equal(asked, 0);
});

test("a redirect is a failure, and never followed", async (t) => {
	const elsewhere = await listen(t);
	for (const status of [301, 302, 303, 307, 308]) {
		const { origin, received } = await listen(t, (_request, response) => {
			response.writeHead(status, { Location: `${elsewhere.origin}/stolen` }).end();
		});
		const { sender } = openSender();
		sender.register({ event: EVENT, url: origin });
		sender.enqueue(created(1), { waits: false });
		const [delivery] = await sender.flush();
		assert.deepEqual([delivery.outcome, delivery.status], ["refused", status]);
		assert.equal(received.length, 1);
	}
	assert.equal(elsewhere.received.length, 0);
});

const hostile = {
	throws: () => {
		throw new Error("no");
	},
	"throws nothing": () => {
		throw undefined;
	},
	rejects: () => Promise.reject(new Error("no")),
	"gives nothing": () => undefined,
	"gives text": () => "204",
	"gives no status": () => ({}),
	"gives a wrong status": () => ({ status: "204" }),
	"gives a status that is none": () => ({ status: 1e9 }),
	"status throws": () => ({
		get status() {
			throw new Error("no");
		},
	}),
	"gives an error of the network": () => Response.error(),
	"revoked proxy": () => {
		const { proxy, revoke } = Proxy.revocable({}, {});
		revoke();
		return proxy;
	},
	"then throws": () => ({
		// biome-ignore lint/suspicious/noThenProperty: that is what is tested
		get then() {
			throw new Error("no");
		},
	}),
};
for (const [name, handler] of Object.entries(hostile)) {
	test(`a handler that ${name}: failed`, async () => {
		const { sender } = openSender();
		sender.register({ event: EVENT, url: "http://never.example/", handler });
		sender.enqueue(created(1), { waits: false });
		const [delivery] = await sender.flush();
		assert.deepEqual([delivery.outcome, delivery.status], ["failed", null]);
	});
}

for (const [name, body] of Object.entries({
	"is no stream": 7,
	"is locked": {
		getReader: () => {
			throw new TypeError("locked");
		},
		cancel: () => Promise.reject(new Error("no")),
	},
	"never ends": new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(10)) }),
	"is empty without end": new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(0)) }),
	"breaks off": new ReadableStream({ pull: (controller) => controller.error(new Error("no")) }),
	"has chunks of text": new ReadableStream({ pull: (controller) => controller.enqueue("x") }),
	"never comes": new ReadableStream({}),
	"does not cancel": new ReadableStream({
		cancel: () => new Promise(() => {}),
		pull: (controller) => controller.enqueue(new Uint8Array(1e6)),
	}),
})) {
	test(`an answer whose body ${name}: its status counts, and its body is let go`, async () => {
		const { sender } = openSender({ choices: { webhookTimeoutMs: 100 } });
		sender.register({ event: EVENT, url: "http://never.example/", handler: () => ({ status: 202, body }) });
		sender.enqueue(created(1), { waits: false });
		const [delivery] = await sender.flush();
		assert.deepEqual([delivery.outcome, delivery.status], ["accepted", 202]);
	});
}

test("a handler that answers too late: a timeout, its signal aborted, its answer let go", async () => {
	const { sender } = openSender({ choices: { webhookTimeoutMs: 30 } });
	let cancelled = false;
	let answer = (/** @type {unknown} */ _response) => {};
	/** @type {Request | undefined} */
	let seen;
	sender.register({
		event: EVENT,
		url: "http://never.example/",
		handler: (/** @type {Request} */ request) => {
			seen = request;
			return new Promise((resolve) => {
				answer = resolve;
			});
		},
	});
	sender.enqueue(created(1), { waits: false });
	const [delivery] = await sender.flush();
	assert.equal(delivery.outcome, "timeout");
	assert.equal(seen?.signal.aborted, true);
	const cancel = () => {
		cancelled = true;
	};
	answer(new Response(new ReadableStream({ cancel })));
	await new Promise((resolve) => setTimeout(resolve, 20));
	assert.equal(cancelled, true);
	assert.equal(sender.deliveries().length, 1);
});

test("a handler cannot change what is kept or sent again", async () => {
	const { sender } = openSender();
	/** @type {string[]} */
	const bodies = [];
	sender.register({
		event: EVENT,
		url: "http://never.example/",
		handler: async (/** @type {Request} */ request) => {
			const body = new Uint8Array(await request.arrayBuffer());
			bodies.push(new TextDecoder().decode(body));
			body.fill(0);
			return new Response(null, { status: 500 });
		},
	});
	sender.enqueue(created(1), { waits: false });
	await sender.flush();
	sender.delivery(1).body.fill(0);
	await sender.flush();
	await sender.replay(1);
	assert.equal(bodies.length, 3);
	assert.equal(new Set(bodies).size, 1);
	assert.equal(new TextDecoder().decode(sender.delivery(1).body), bodies[0]);
});

test("a fetch that throws, rejects, never settles or gives no Response is an outcome", async () => {
	for (const [fetch, outcome] of /** @type {[() => unknown, string][]} */ ([
		[hostile.throws, "failed"],
		[hostile.rejects, "failed"],
		[hostile["gives nothing"], "failed"],
		[() => new Promise(() => {}), "timeout"],
		[() => ({ type: "opaqueredirect", status: 0, body: null }), "refused"],
	])) {
		const { sender } = openSender({ fetch, choices: { webhookTimeoutMs: 20 } });
		sender.register({ event: EVENT, url: "http://localhost/" });
		sender.enqueue(created(1), { waits: false });
		const [delivery] = await sender.flush();
		assert.deepEqual([delivery.outcome, delivery.status], [outcome, null]);
	}
});

test("closed: what is under way is broken off, and nothing is sent any more", async () => {
	const { sender } = openSender({ automatic: true });
	let calls = 0;
	const called = () => {
		calls += 1;
		return new Promise(() => {});
	};
	sender.register({ event: EVENT, url: "http://never.example/", handler: called });
	sender.enqueue(created(1), { waits: false });
	const flushed = sender.flush();
	await new Promise((resolve) => setTimeout(resolve, 5));
	sender.close();
	assert.deepEqual(
		(await flushed).map((/** @type {any} */ { outcome }) => outcome),
		["failed"],
	);
	sender.enqueue(created(2), { waits: false });
	await sender.flush();
	assert.equal(calls, 1);
});

test("a program ends although a webhook never settles and another is to be sent again; who waits for one is kept alive", async () => {
	const begin = `
		import { createSandbox } from "powens-users/sandbox";
		const sandbox = createSandbox({ users: 1, choices: { webhookTimeoutMs: 300 } });
		sandbox.webhooks.register({ event: "USER_CREATED", url: "http://never.example/", handler: () => new Promise(() => {}) });
		sandbox.webhooks.register({ event: "USER_CREATED", url: "http://127.0.0.1:1/" });
		sandbox.createUser();
	`;
	const left = await runScript(`${begin} console.log("left");`);
	assert.deepEqual(left, { code: 0, stdout: "left\n", stderr: "" });
	const waited = await runScript(
		`${begin} console.log((await sandbox.webhooks.flush()).map(({ outcome }) => outcome).sort().join());`,
	);
	assert.deepEqual(waited, { code: 0, stdout: "failed,timeout\n", stderr: "" });
});
