import type { Registry } from 'prom-client';
import { counterIn, gaugeIn, histogramIn } from '../../support/metric.ts';
import type { Applied } from '../apply/apply-batch.ts';

/** Seconds from an event's recording to its being visible: 0.25 (PostgreSQL) and 0.4 (Kafka) are the targets. */
const delayBuckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.4, 1, 5, 30, 300];

/** The metrics of one projection. */
export function projectionMetrics(registry: Registry, projection: string) {
  const labelNames = ['projection'] as const;
  const labels = { projection };
  const applied = counterIn(registry, {
    name: 'throughgate_projection_events_total',
    help: 'Events applied',
    labelNames,
  }).labels(labels);
  const deadLetters = counterIn(registry, {
    name: 'throughgate_projection_dead_letters_total',
    help: 'Records that became dead letters',
    labelNames,
  }).labels(labels);
  const gaps = counterIn(registry, {
    name: 'throughgate_projection_gaps_total',
    help: "Gaps found in the versions of a person's file",
    labelNames,
  }).labels(labels);
  const delay = histogramIn(registry, {
    name: 'throughgate_projection_delay_seconds',
    help: "Time from an event's recording to its being visible, of the last event of each batch",
    labelNames,
    buckets: delayBuckets,
  }).labels(labels);
  const lag = gaugeIn(registry, {
    name: 'throughgate_projection_lag',
    help: 'Records on the log that are still to be applied',
    labelNames,
  }).labels(labels);
  const waiting = gaugeIn(registry, {
    name: 'throughgate_projection_dead_letters',
    help: 'Dead letters that were neither replayed nor dismissed; 10000 stands for more as well',
    labelNames,
  }).labels(labels);
  return {
    lag,
    /** Dead letters that somebody has still to look at. */
    waiting,
    /** Counts what became of a batch, after its commit. */
    count({ events, failed, gaps: found }: Applied): void {
      applied.inc(events.length);
      deadLetters.inc(failed.length);
      gaps.inc(found.length);
      const last = events.at(-1);
      if (last) delay.observe((Date.now() - last.recordedAt.getTime()) / 1_000);
    },
  };
}
