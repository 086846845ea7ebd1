// OpenTelemetry traces, for whoever wants them: node --import parley/telemetry bin/parley.mjs serve
// The packages are not among those that Parley needs. The standard variables (OTEL_…) say where spans go and how many.
import { AsyncLocalStorage } from 'node:async_hooks';
import { tracingChannel } from 'node:diagnostics_channel';

/** As they are tested together. */
const PACKAGES = ['@opentelemetry/api@1.9.1', '@opentelemetry/sdk-trace@2.12.1', '@opentelemetry/resources@2.12.1', '@opentelemetry/exporter-trace-otlp-http@0.223.1'];
const MAX_STATEMENT = 1000;

async function loadPackages() {
  try {
    return await Promise.all([import('@opentelemetry/api'), import('@opentelemetry/sdk-trace'), import('@opentelemetry/resources'), import('@opentelemetry/exporter-trace-otlp-http')]);
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    console.error(`parley/telemetry needs packages that are not installed: npm install --no-save ${PACKAGES.join(' ')}`);
    process.exit(1);
  }
}

/** As OTEL_TRACES_SAMPLER says. */
function samplerOf({ AlwaysOffSampler, AlwaysOnSampler, ParentBasedSampler, TraceIdRatioBasedSampler }) {
  const name = process.env.OTEL_TRACES_SAMPLER || 'parentbased_always_on';
  const given = Number(process.env.OTEL_TRACES_SAMPLER_ARG || 1);
  const samplers = { always_on: () => new AlwaysOnSampler(), always_off: () => new AlwaysOffSampler(), traceidratio: () => new TraceIdRatioBasedSampler(given) };
  const make = samplers[name.replace(/^parentbased_/, '')];
  if (!make) {
    console.error(`OTEL_TRACES_SAMPLER is "${name}", which parley/telemetry does not know: ${Object.keys(samplers).join(', ')}, or one of these behind parentbased_.`);
    process.exit(1);
  }
  return name.startsWith('parentbased_') ? new ParentBasedSampler({ root: make() }) : make();
}

/** The caller's place in its trace, from its `traceparent` header. */
function callerOf(header) {
  const [, traceId, spanId, flags] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(header ?? '') ?? [];
  return traceId && { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true };
}

function listen({ trace, isSpanContextValid, ROOT_CONTEXT, SpanKind, SpanStatusCode }, tracer) {
  const current = new AsyncLocalStorage();
  const spans = new WeakMap();
  const inside = (parent) => (parent ? trace.setSpan(ROOT_CONTEXT, parent) : ROOT_CONTEXT);

  /** Spans over what happens on a channel. @param begin gives the span of a message, or none. */
  const follow = (name, begin, succeed = () => {}) => {
    const channel = tracingChannel(name);
    channel.start.bindStore(current, (message) => {
      const span = begin(message, current.getStore());
      if (span) spans.set(message, span);
      return span ?? current.getStore();
    });
    channel.subscribe({
      start() {},
      end() {},
      asyncStart() {},
      error() {},
      asyncEnd(message) {
        const span = spans.get(message);
        if (!span) return;
        if (message.error) fail(span, message.error);
        else succeed(span, message);
        span.end();
      },
    });
  };

  // Messages of errors may tell what somebody sent, so they stay here.
  const fail = (span, error) => {
    const status = error.name === 'Fault' ? error.status : undefined;
    span.setAttribute('error.type', String(error.code ?? error.name));
    if (status !== undefined) span.setAttribute('http.response.status_code', status);
    if (status === undefined || status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  };

  follow(
    'parley:operation',
    ({ operation, organizationId, http }, parent) => {
      const attributes = { 'parley.operation.id': operation, 'parley.organization.id': organizationId };
      if (!http) return tracer.startSpan(operation, { kind: SpanKind.INTERNAL, attributes }, inside(parent));
      Object.assign(attributes, { 'http.request.method': http.method, 'http.route': http.route, 'parley.request.id': http.requestId });
      const caller = callerOf(http.traceparent);
      const known = caller && isSpanContextValid(caller);
      return tracer.startSpan(operation, { kind: SpanKind.SERVER, attributes }, known ? trace.setSpanContext(ROOT_CONTEXT, caller) : ROOT_CONTEXT);
    },
    (span, { status }) => span.setAttribute('http.response.status_code', status),
  );
  // What the server does by itself, looking for work twice a second, is not worth a span.
  follow('parley:statement', ({ text }, parent) => {
    if (!parent) return undefined;
    const plain = text.replaceAll(/\s+/g, ' ').trim();
    const [name] = /^\w+/.exec(plain) ?? ['statement'];
    const attributes = { 'db.system.name': 'postgresql', 'db.operation.name': name, 'db.query.text': plain.slice(0, MAX_STATEMENT) };
    return tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes }, inside(parent));
  });
}

async function start() {
  const [api, sdk, { defaultResource, detectResources, envDetector, resourceFromAttributes }, { OTLPTraceExporter }] = await loadPackages();
  const resource = defaultResource()
    .merge(resourceFromAttributes({ 'service.name': 'parley' }))
    .merge(detectResources({ detectors: [envDetector] }));
  const provider = new sdk.TracerProvider({ resource, sampler: samplerOf(sdk), spanProcessors: [new sdk.BatchSpanProcessor({ exporter: new OTLPTraceExporter() })] });
  listen(api, provider.getTracer('parley'));
  // When nothing is left to do, so after the server has stopped.
  process.once('beforeExit', () => void provider.shutdown().catch(() => undefined));
  return () => provider.forceFlush();
}

/** Sends the spans that still wait. */
export const flush = process.env.OTEL_SDK_DISABLED === 'true' ? async () => {} : await start();
