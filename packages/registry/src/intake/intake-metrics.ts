import { Counter, type Registry } from 'prom-client';

/** What the intake counts, by agency. */
export interface IntakeMetrics {
  /** Events put on the log. */
  readonly taken: Counter<'agency'>;
  /** Events that came again and were there already. */
  readonly repeated: Counter<'agency'>;
  /** Requests refused, by the code of the reason. */
  readonly refused: Counter<'agency' | 'code'>;
}

/** Registers the metrics of the intake. */
export function intakeMetrics(registry: Registry): IntakeMetrics {
  const registers = [registry];
  return {
    taken: new Counter({
      name: 'throughgate_intake_events_total',
      help: 'Events taken over HTTP and put on the event log.',
      labelNames: ['agency'],
      registers,
    }),
    repeated: new Counter({
      name: 'throughgate_intake_repeats_total',
      help: 'Events sent again over HTTP that the event log had already.',
      labelNames: ['agency'],
      registers,
    }),
    refused: new Counter({
      name: 'throughgate_intake_refused_total',
      help: 'Requests with events that were not taken, by the code of the reason.',
      labelNames: ['agency', 'code'],
      registers,
    }),
  };
}
