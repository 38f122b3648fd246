import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace';
import { OperatorError } from '../operator-error.ts';

/**
 * The sampler that `OTEL_TRACES_SAMPLER` and `OTEL_TRACES_SAMPLER_ARG` name, by OpenTelemetry's specification of environment variables.
 * Raises `OperatorError` when they name none.
 */
export function samplerOf({
  OTEL_TRACES_SAMPLER: name = 'parentbased_always_on',
  OTEL_TRACES_SAMPLER_ARG: argument = '1',
}: NodeJS.ProcessEnv): Sampler {
  const [, parentBased, kind = ''] = /^(parentbased_)?(\w+)$/.exec(name) ?? [];
  const root = rootSampler(kind, argument);
  return parentBased ? new ParentBasedSampler({ root }) : root;
}

function rootSampler(kind: string, argument: string): Sampler {
  if (kind === 'always_on') return new AlwaysOnSampler();
  if (kind === 'always_off') return new AlwaysOffSampler();
  const ratio = Number(argument);
  if (kind !== 'traceidratio') {
    throw new OperatorError(
      'OTEL_TRACES_SAMPLER must be always_on, always_off or traceidratio, or one of these after parentbased_.',
    );
  }
  if (!(ratio >= 0 && ratio <= 1)) {
    throw new OperatorError('OTEL_TRACES_SAMPLER_ARG must be a share between 0 and 1.');
  }
  return new TraceIdRatioBasedSampler(ratio);
}
