import { Counter, type Metric } from 'prom-client';

/** What is measured of recording operations. */
export interface UsageMetrics {
  /** The metrics themselves. */
  readonly all: readonly Metric[];
  /** A report was sent, and taken or not. */
  reported(result: 'taken' | 'failed'): void;
  /** Requests that will not be reported: beyond the bounds, without a shape, or in a report that was refused. */
  dropped(reason: 'bounds' | 'shape' | 'refused', requests: number): void;
}

/** Creates the metrics of recording operations. */
export function createUsageMetrics(): UsageMetrics {
  const registers: [] = [];
  const reports = new Counter({
    name: 'gateway_usage_reports_total',
    help: 'Reports of operations to the registry, by whether it took them',
    labelNames: ['result'],
    registers,
  });
  const dropped = new Counter({
    name: 'gateway_usage_dropped_requests_total',
    help: 'Requests that are in no report of operations, by reason',
    labelNames: ['reason'],
    registers,
  });
  return {
    all: [reports, dropped],
    reported: (result) => reports.inc({ result }),
    dropped: (reason, requests) => dropped.inc({ reason }, requests),
  };
}
