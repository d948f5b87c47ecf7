// @ts-check
// examples/receiver-opentelemetry.mjs with the real SDK: what is told of each request, and that nothing of a payload or a secret is.
import assert from "node:assert/strict";
import { after, afterEach, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { context, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import {
	AggregationTemporality,
	InMemoryMetricExporter,
	MeterProvider,
	PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { memoryInbox } from "powens-users/receiver";
import { createObservedReceiver } from "../../examples/receiver-opentelemetry.mjs";
import { secretKey, signed } from "./helpers.mjs";

const path = "/powens/user-created";
/** What must be in nothing that is told. */
const PRIVATE = ["people's data", secretKey, "2026-06-01", "the handler's own words"];

const spans = new InMemorySpanExporter();
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] });
const tracer = provider.getTracer("test");
const told = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
const reader = new PeriodicExportingMetricReader({ exporter: told, exportIntervalMillis: 3_600_000 });
const meters = new MeterProvider({ readers: [reader] });
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());

let last = 0;
const payloadOf = (id = 42) => ({ id, signin: "2026-06-01 12:00:00", note: "people's data", id_webhook_data: ++last });

/** @param {(event: any, context: any) => unknown} handle */
const observed = (handle) =>
	createObservedReceiver(
		{ secretKey, inbox: memoryInbox(), routes: { [path]: { event: "USER_CREATED", handle } }, onOutcome: () => {} },
		{ tracer, meter: meters.getMeter("test") },
	);

/** @param {string} name */
const named = (name) => spans.getFinishedSpans().filter((span) => span.name === name);
const byRequest = () => named("powens webhook");
const byHandler = () => named(`handle ${path}`);

/** All points of all metrics, by name. */
async function metrics() {
	told.reset();
	await reader.forceFlush();
	const all = told.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics));
	return Object.fromEntries(all.map(({ descriptor, dataPoints }) => [descriptor.name, dataPoints]));
}

describe("the example for OpenTelemetry", () => {
	afterEach(() => spans.reset());
	after(async () => {
		await meters.shutdown();
		await provider.shutdown();
		context.disable();
	});

	test("a request is a span that says what it came to, and its handler one below", async () => {
		const { served } = observed(() => {});
		await served.fetch(signed(path, payloadOf()));
		const [request] = byRequest();
		const [handler] = byHandler();
		assert.equal(handler?.parentSpanContext?.spanId, request?.spanContext().spanId);
		const about = Object.fromEntries(Object.entries(request?.attributes ?? {}).filter(([name]) => !/key|bytes|id$/.test(name)));
		assert.deepEqual(about, {
			"powens.webhook.kind": "accepted",
			"powens.webhook.route": path,
			"powens.webhook.event": "USER_CREATED",
			"powens.webhook.source": "default",
			"powens.webhook.attempt": 1,
			"http.response.status_code": 204,
		});
	});

	test("handlers of requests at once are below their own requests, with what they start", async () => {
		const { served } = observed(async (event) => {
			await sleep(Math.random() * 20);
			await tracer.startActiveSpan(`of user ${event.user.id}`, async (span) => {
				await sleep(1);
				span.end();
			});
		});
		await Promise.all(Array.from({ length: 30 }, (_, index) => served.fetch(signed(path, payloadOf(100 + index)))));
		const requests = new Map(byRequest().map((span) => [span.spanContext().spanId, span]));
		const handlers = new Map(byHandler().map((span) => [span.spanContext().spanId, span]));
		assert.equal(requests.size, 30);
		const ids = new Set();
		for (let index = 0; index < 30; index++) {
			const [own] = named(`of user ${100 + index}`);
			const handler = handlers.get(own?.parentSpanContext?.spanId ?? "");
			const request = requests.get(handler?.parentSpanContext?.spanId ?? "");
			assert.equal(own?.spanContext().traceId, request?.spanContext().traceId);
			ids.add(request?.attributes["powens.webhook.id"]);
		}
		assert.equal(ids.size, 30);
	});

	test("failures are errors, and what a handler throws is not quoted", async () => {
		const { served } = observed(() => {
			throw new TypeError("the handler's own words");
		});
		await served.fetch(signed(path, payloadOf()));
		assert.deepEqual(
			[...byRequest(), ...byHandler()].map(({ status }) => status.message),
			["handler_failed", "TypeError"],
		);
	});

	test("metrics count outcomes by what they are, with how long they took", async () => {
		const { served, receiver } = observed(() => {});
		const payload = payloadOf();
		await served.fetch(signed(path, payload));
		await served.fetch(signed(path, payload));
		await served.fetch(new Request(`https://app.example${path}`, { method: "POST", body: "{}" }));
		await served.fetch(signed(path, { ...payload, more: "another body" }));
		const points = await metrics();
		const counted = (/** @type {string} */ kind) =>
			points["powens.webhook.outcomes"]
				?.filter(({ attributes }) => attributes.kind === kind)
				.reduce((sum, { value }) => sum + Number(value), 0);
		assert.equal(counted("duplicate"), 1);
		assert.equal(counted("conflict"), 1);
		const refused = points["powens.webhook.outcomes"]?.find(({ attributes }) => attributes.kind === "refused");
		assert.deepEqual(refused?.attributes, {
			kind: "refused",
			code: "signature_missing",
			route: path,
			event: "USER_CREATED",
			source: "default",
		});
		assert.deepEqual(
			[...new Set(points["powens.webhook.duration"]?.map(({ attributes }) => attributes.kind))].sort(),
			["accepted", "duplicate", "failed", "refused"].filter((kind) => counted(kind)),
		);
		assert.equal(points["powens.webhook.handlers"]?.at(-1)?.value, receiver.stats().handlers);
	});

	test("nothing that is told holds a payload or a secret", async () => {
		const { served } = observed((event) => {
			if (event.user.id === 43) throw new Error("the handler's own words: people's data");
		});
		await served.fetch(signed(path, payloadOf(42)));
		await served.fetch(signed(path, payloadOf(43)));
		await served.fetch(signed(path, { id: "people's data", id_webhook_data: 7 }));
		const all = spans
			.getFinishedSpans()
			.map(({ name, attributes, events, status, links }) => ({ name, attributes, events, status, links }));
		assert.equal(all.length, 5);
		const text = JSON.stringify([all, await metrics()]);
		for (const secret of PRIVATE) assert.ok(!text.includes(secret), secret);
		assert.ok(trace.getActiveSpan() === undefined);
	});
});
