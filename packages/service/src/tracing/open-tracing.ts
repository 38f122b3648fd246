import type { Logger } from 'pino';
import type { Tracing } from './tracing.ts';

/**
 * Opens tracing of a service where the environment asks for it by OpenTelemetry's own variables: `OTEL_EXPORTER_OTLP_ENDPOINT`, or
 * `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT`. Spans go there by OTLP over HTTP, as JSON. Nothing of OpenTelemetry is loaded otherwise.
 *
 * @param service what it is called where `OTEL_SERVICE_NAME` says nothing, with `throughgate-` before it
 * @returns `undefined` where nobody asks
 *
 * Raises `OperatorError` when a variable says what cannot be.
 */
export async function openTracing(
  service: string,
  logger: Logger,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Tracing | undefined> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: all, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: traces } = environment;
  const { OTEL_SDK_DISABLED: disabled, OTEL_TRACES_EXPORTER: exporter } = environment;
  if ((!all && !traces) || disabled?.toLowerCase() === 'true' || exporter === 'none') return undefined;
  const { createOpenTelemetry } = await import('./open-telemetry.ts');
  return createOpenTelemetry(service, logger, environment);
}
