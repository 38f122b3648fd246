import { Counter, Histogram, type Registry } from 'prom-client';
import type { SubgraphErrorCode } from '../../transport/subgraph-error.ts';
import type { OperationOutcome } from '../operation-outcome.ts';

/** What the gateway measures. */
export interface GatewayMetrics {
  /** Seconds from the start of an operation to its response, by outcome. */
  readonly operationDuration: { observe(labels: { outcome: OperationOutcome }, seconds: number): void };
  /** Seconds that a subgraph took to answer, by subgraph. */
  readonly fetchDuration: { observe(labels: { subgraph: string }, seconds: number): void };
  /** Fetches without an answer, by subgraph and code. */
  readonly fetchErrors: { inc(labels: { subgraph: string; code: SubgraphErrorCode }): void };
  /** Values that were missing in a subgraph's answers or that its schema does not allow, by subgraph. */
  readonly badValues: { inc(labels: { subgraph: string }, places: number): void };
  /** Fetches that shared an identical one in flight. */
  readonly sharedFetches: { inc(): void };
  /** Look-ups in the cache of compiled operations, by whether the operation was there. */
  readonly planLookups: { inc(labels: { result: 'hit' | 'miss' }): void };
}

/** Seconds: from a cached answer within the process to the longest deadline that is sensible. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Registers the gateway's metrics. */
export function createGatewayMetrics(registry: Registry): GatewayMetrics {
  const registers = [registry];
  return {
    operationDuration: new Histogram({
      name: 'gateway_operation_duration_seconds',
      help: 'Time to answer a GraphQL operation',
      labelNames: ['outcome'],
      buckets,
      registers,
    }),
    fetchDuration: new Histogram({
      name: 'gateway_subgraph_fetch_duration_seconds',
      help: 'Time a subgraph took to answer a fetch',
      labelNames: ['subgraph'],
      buckets,
      registers,
    }),
    fetchErrors: new Counter({
      name: 'gateway_subgraph_fetch_errors_total',
      help: 'Fetches to which a subgraph gave no GraphQL answer',
      labelNames: ['subgraph', 'code'],
      registers,
    }),
    badValues: new Counter({
      name: 'gateway_subgraph_bad_values_total',
      help: 'Values missing in answers of a subgraph, or not allowed by its schema',
      labelNames: ['subgraph'],
      registers,
    }),
    sharedFetches: new Counter({
      name: 'gateway_subgraph_fetches_shared_total',
      help: 'Fetches answered by an identical one in flight',
      registers,
    }),
    planLookups: new Counter({
      name: 'gateway_plan_cache_lookups_total',
      help: 'Look-ups in the cache of planned operations',
      labelNames: ['result'],
      registers,
    }),
  };
}
