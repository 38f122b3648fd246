import {
  type Context,
  DiagLogLevel,
  diag,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Logger } from 'pino';
import { samplerOf } from './sampler.ts';
import type { SpanOptions, TraceSpan, Tracing } from './tracing.ts';

/** Version 00 of W3C Trace Context, and what later ones are to keep of it. */
const form = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(?:-.*)?$/;
const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL };
const longestStop = 5_000;

/** Creates {@link Tracing} by OpenTelemetry. Raises `OperatorError` when a variable says what cannot be. */
export function createOpenTelemetry(
  service: string,
  logger: Logger,
  environment: NodeJS.ProcessEnv,
): Tracing {
  const warn = (message: string) => logger.warn({ service }, `OpenTelemetry: ${message}`);
  const quiet = () => undefined;
  diag.setLogger(
    { error: warn, warn, info: quiet, debug: quiet, verbose: quiet },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  const named = resourceFromAttributes({ 'service.name': `throughgate-${service}` });
  const provider = new TracerProvider({
    sampler: samplerOf(environment),
    // What the environment says of the service counts.
    resource: defaultResource()
      .merge(named)
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter(),
        scheduledDelayMillis: Number(environment['OTEL_BSP_SCHEDULE_DELAY'] || 5_000),
      }),
    ],
  });
  const tracer = provider.getTracer('throughgate');
  return {
    start: (name, traceparent, options) => begin(tracer, name, contextOf(traceparent), options),
    async stop() {
      // A collector that does not answer keeps nothing from stopping.
      await Promise.race([
        provider.shutdown().catch((error: unknown) => warn(String(error))),
        new Promise((resolve) => setTimeout(resolve, longestStop).unref()),
      ]);
    },
  };
}

function begin(
  tracer: Tracer,
  name: string,
  context: Context,
  { kind = 'internal', attributes = {}, began }: SpanOptions = {},
): TraceSpan {
  const span = tracer.startSpan(
    name,
    { kind: kinds[kind], attributes, ...(began === undefined ? {} : { startTime: epoch(began) }) },
    context,
  );
  const { traceId, spanId, traceFlags } = span.spanContext();
  const within = trace.setSpan(context, span);
  return {
    traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`,
    child: (piece, options) => begin(tracer, piece, within, options),
    set: (more) => void span.setAttributes(more),
    end(error, ended) {
      if (error !== undefined) {
        span.setAttribute('error.type', error);
        span.setStatus({ code: SpanStatusCode.ERROR });
      }
      span.end(ended === undefined ? undefined : epoch(ended));
    },
  };
}

/** The moment that the clock of `performance.now()` shows, in milliseconds since 1970. */
function epoch(moment: number): number {
  return performance.timeOrigin + moment;
}

function contextOf(traceparent: string | undefined): Context {
  const [, traceId, spanId, flags] = form.exec(traceparent ?? '') ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return ROOT_CONTEXT;
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16) & 1,
    isRemote: true,
  });
}
