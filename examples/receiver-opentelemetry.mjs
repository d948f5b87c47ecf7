// Traces and metrics of a receiver, by OpenTelemetry. No payload, no header and no secret is in any of them.
import { metrics, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { createReceiver } from "powens-users/receiver";

const NAME = "powens-webhooks";

/**
 * As `createReceiver`, and seen. The SDK is yours, with a context manager of AsyncLocalStorage (`@opentelemetry/sdk-node` has one).
 *
 * @template {object} Context
 * @param {import("powens-users/receiver").ReceiverOptions<Context>} options
 * @returns `receiver`, to list, replay and stop; `served`, for a server or an adapter: each request in a span of its own.
 */
export function createObservedReceiver(options, { tracer = trace.getTracer(NAME), meter = metrics.getMeter(NAME) } = {}) {
	const outcomes = meter.createCounter("powens.webhook.outcomes", { description: "What became of requests", unit: "{request}" });
	const duration = meter.createHistogram("powens.webhook.duration", { description: "From request to answer", unit: "ms" });
	const handling = meter.createHistogram("powens.webhook.handler.duration", { description: "Of the handler", unit: "ms" });
	const running = meter.createObservableGauge("powens.webhook.handlers", { description: "Handlers that are running" });

	const observe = (outcome) => {
		const { kind, code, status, route, event, source, durationMs, handlerMs } = outcome;
		// Few values each, so that the number of series stays small: neither key nor id.
		const about = withoutNulls({ kind, code, route, event, source });
		outcomes.add(1, about);
		// Said besides another outcome of the same request.
		if (kind === "conflict") return;
		duration.record(durationMs, about);
		if (handlerMs !== null) handling.record(handlerMs, about);
		const span = trace.getActiveSpan();
		const { key, id, attempt, bytes } = outcome;
		span?.setAttributes(named({ kind, code, route, event, source, key, id, attempt, bytes }));
		span?.setAttribute("http.response.status_code", status);
		if (kind === "failed") span?.setStatus({ code: SpanStatusCode.ERROR, message: code ?? kind });
	};

	/** A span for the handler: what it calls, a database for one, makes its own spans below. */
	const seen = (path, route) => ({
		...route,
		handle: (event, context) =>
			tracer.startActiveSpan(`handle ${path}`, async (span) => {
				try {
					return await route.handle(event, context);
				} catch (error) {
					// Not its message, which may quote what it was given.
					span.setStatus({ code: SpanStatusCode.ERROR, message: error?.name });
					throw error;
				} finally {
					span.end();
				}
			}),
	});

	const receiver = createReceiver({
		...options,
		routes: Object.fromEntries(Object.entries(options.routes).map(([path, route]) => [path, seen(path, route)])),
		onOutcome: (outcome) => {
			observe(outcome);
			options.onOutcome?.(outcome);
		},
	});
	running.addCallback((result) => result.observe(receiver.stats().handlers));

	const inSpan = (answer) =>
		tracer.startActiveSpan("powens webhook", { kind: SpanKind.SERVER }, async (span) => {
			try {
				return await answer();
			} finally {
				span.end();
			}
		});
	const served = {
		fetch: (request) => inSpan(() => receiver.fetch(request)),
		receive: (incoming) => inSpan(() => receiver.receive(incoming)),
		hasRoute: (path) => receiver.hasRoute(path),
		paths: receiver.paths,
	};
	return { receiver, served };
}

const withoutNulls = (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));

const named = (values) =>
	Object.fromEntries(Object.entries(withoutNulls(values)).map(([name, value]) => [`powens.webhook.${name}`, value]));
