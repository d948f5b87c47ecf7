// @ts-check
// The record as a stream of server-sent events: in the order of ends, resumed where it was left, at no cost for who does not read.
import assert from "node:assert/strict";
import { connect } from "node:net";
import { test } from "node:test";
import { listen } from "powens-users/sandbox/server";
import { controlled, eventsOf, raw, TOKEN } from "./control.mjs";

/** @param {Awaited<ReturnType<typeof controlled>>} control @param {string} [last] */
async function open({ server }, last) {
	const headers = { Authorization: `Bearer ${TOKEN}`, ...(last === undefined ? {} : { "Last-Event-ID": last }) };
	const leaving = new AbortController();
	const response = await fetch(`${server.controlUrl}/events`, { headers, signal: leaving.signal });
	const events = eventsOf(response);
	const next = async () => (await events.next()).value ?? assert.fail("the stream has ended");
	assert.deepEqual(await next(), { comment: "open" });
	return { response, events, next, close: () => leaving.abort() };
}

/** @param {{ id?: string, event?: string, data?: string }} event */
const read = ({ id, event, data = "" }) => ({ id, event, entry: JSON.parse(data) });

test("each entry when it ends: what the record says, as an event of its own", async (t) => {
	const control = await controlled(t);
	control.sandbox.createUser();
	const { response, next, close } = await open(control);
	assert.equal(response.status, 200);
	assert.equal(response.headers.get("content-type"), "text/event-stream");
	assert.equal(response.headers.get("cache-control"), "no-store");
	control.sandbox.createUser();
	const headers = { Authorization: `Bearer ${control.sandbox.userToken(1)}` };
	await fetch(`${control.server.url}/2.0/users/me`, { method: "DELETE", headers });
	const record = JSON.parse(JSON.stringify(control.sandbox.record()));
	assert.deepEqual(read(await next()), { id: "2", event: "record", entry: record[1] });
	assert.deepEqual(read(await next()), { id: "3", event: "record", entry: record[2] });
	assert.equal(record[2].changes[0].type, "user_deleted");
	close();
});

test("is resumed after the last event that was read, and misses none that ended meanwhile", async (t) => {
	const control = await controlled(t);
	const first = await open(control);
	for (let count = 0; count < 3; count++) control.sandbox.createUser();
	assert.equal((await first.next()).id, "1");
	first.close();
	control.sandbox.createUser();
	const second = await open(control, "1");
	control.sandbox.createUser();
	const ids = [];
	for (let count = 0; count < 4; count++) ids.push((await second.next()).id);
	assert.deepEqual(ids, ["2", "3", "4", "5"]);
	second.close();
});

test("what began before the last event and ended after it is not missed", async (t) => {
	const control = await controlled(t);
	const { sandbox } = control;
	// It begins first and ends last: its body is long in coming.
	/** @type {ReadableStreamDefaultController<Uint8Array> | undefined} */
	let body;
	const stream = new ReadableStream({
		start(controller) {
			body = controller;
		},
	});
	const init = /** @type {RequestInit} */ ({ method: "POST", body: stream, duplex: "half" });
	const slow = sandbox.fetch("/2.0/auth/init", init);
	sandbox.createUser();
	const first = await open(control, "0");
	assert.deepEqual(read(await first.next()).entry.sequence, 2);
	first.close();
	body?.close();
	await slow;
	const second = await open(control, "1");
	const { id, entry } = read(await second.next());
	assert.deepEqual([id, entry.sequence, entry.kind], ["2", 1, "request"]);
	second.close();
});

test("with 0 it begins at the first entry; with a number of another server too; without one at what comes", async (t) => {
	const control = await controlled(t);
	control.sandbox.createUser();
	for (const last of ["0", "1000"]) {
		const { next, close } = await open(control, last);
		assert.equal((await next()).id, "1");
		close();
	}
	const { next, close } = await open(control);
	control.sandbox.createUser();
	assert.equal((await next()).id, "2");
	close();
});

test("what was recorded before there was a control is there too", async (t) => {
	const control = await controlled(t);
	control.sandbox.createUser();
	const server = await listen(control.sandbox, { port: 0, control: { token: TOKEN } });
	t.after(() => server.close());
	const { next, close } = await open({ ...control, server }, "0");
	assert.equal((await next()).id, "1");
	close();
});

test("several readers read the same, each at its own pace; who goes away ends nothing for the others", async (t) => {
	const control = await controlled(t);
	const readers = await Promise.all([open(control), open(control), open(control)]);
	readers[1]?.close();
	for (let count = 0; count < 250; count++) control.sandbox.createUser();
	for (const reader of [readers[0], readers[2]]) {
		const ids = [];
		for (let count = 0; count < 250; count++) ids.push((await reader?.next())?.id);
		assert.deepEqual(
			ids,
			Array.from({ length: 250 }, (_, index) => String(index + 1)),
		);
		reader?.close();
	}
});

test("who is too far behind is told how much is missed, and goes on", async (t) => {
	const control = await controlled(t, { users: 0 });
	for (let count = 0; count < 25_000; count++) control.sandbox.setFaults(null);
	const { next, close } = await open(control, "5");
	const { event, data = "" } = await next();
	assert.equal(event, "missed");
	const { entries } = JSON.parse(data);
	assert.equal((await next()).id, String(5 + entries + 1));
	assert.ok(entries > 10_000 && entries < 20_000);
	close();
});

test("a reader who does not read holds up nobody, and gets no more than is kept", { timeout: 60_000 }, async (t) => {
	const { sandbox, server } = await controlled(t, { users: 0 });
	const socket = connect(server.port, "127.0.0.1");
	t.after(() => socket.destroy());
	socket.pause();
	socket.write(`GET /_sandbox/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${TOKEN}\r\nLast-Event-ID: 0\r\n\r\n`);
	const total = 150_000;
	for (let count = 1; count <= total; count++) {
		sandbox.setFaults(null);
		if (count % 1000 === 0) await new Promise((resolve) => setImmediate(resolve));
	}
	let text = "";
	socket.setEncoding("utf8").on("data", (chunk) => {
		text += chunk;
	});
	socket.resume();
	while (!text.includes(`\nid: ${total}\n`)) await new Promise((resolve) => setTimeout(resolve, 10));
	const received = text.match(/^id: /gm)?.length ?? 0;
	const missed = [...text.matchAll(/"entries":(\d+)/g)].reduce((sum, [, entries]) => sum + Number(entries), 0);
	assert.equal(received + missed, total);
	assert.ok(missed > 0, "it was not kept for the reader");
});

test("a silent stream says every 15 seconds that it is alive", async (t) => {
	t.mock.timers.enable({ apis: ["setTimeout"] });
	const { recordStream } = await streamModule();
	const feed = { last: 0, isClosed: false, wake: () => () => {}, after: () => [] };
	const reader = recordStream(/** @type {any} */ (feed), 0).getReader();
	const text = async () => new TextDecoder().decode((await reader.read()).value);
	assert.equal(await text(), ": open\n\n");
	for (let round = 0; round < 3; round++) {
		let said = "";
		const reading = text().then((value) => {
			said = value;
		});
		await settle();
		t.mock.timers.tick(14_999);
		await settle();
		assert.equal(said, "");
		t.mock.timers.tick(1);
		await reading;
		assert.equal(said, ": alive\n\n");
	}
	await reader.cancel();
});

/** The module by itself: nothing else waits 15 seconds. */
async function streamModule() {
	const { build } = await import("esbuild");
	const entryPoints = ["js/sandbox/control/stream.ts"];
	const { outputFiles } = await build({ entryPoints, bundle: true, write: false, format: "esm", logLevel: "silent" });
	return import(`data:text/javascript,${encodeURIComponent(outputFiles[0]?.text ?? "")}`);
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test("ends when the server closes, at once and wholly", async (t) => {
	const control = await controlled(t);
	const readers = await Promise.all([open(control), open(control, "0")]);
	control.sandbox.createUser();
	const began = performance.now();
	const closed = control.server.close();
	for (const { events } of readers) {
		assert.equal((await events.next()).value?.id, "1", "what was recorded is still told");
		assert.equal((await events.next()).done, true);
	}
	await closed;
	assert.ok(performance.now() - began < 900, `after ${performance.now() - began} ms`);
	// Nothing listens to the sandbox any more.
	control.sandbox.createUser();
});

test("HEAD asks for no stream", async (t) => {
	const { server } = await controlled(t);
	const headers = { Authorization: `Bearer ${TOKEN}` };
	const { status, text } = await raw(server.port, "/_sandbox/events", { method: "HEAD", headers });
	assert.deepEqual([status, text], [200, ""]);
});
