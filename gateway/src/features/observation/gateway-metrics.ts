import { Counter, Histogram } from 'prom-client';

/** Seconds: from a cached answer within the process to the longest deadline that is sensible. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const registers: [] = [];

/** What the gateway measures of operations and fetches. */
export function createGatewayMetrics() {
  return {
    /** Seconds from the start of an operation to its response, by outcome. */
    operationDuration: new Histogram<'outcome'>({
      name: 'gateway_operation_duration_seconds',
      help: 'Time to answer a GraphQL operation',
      labelNames: ['outcome'],
      buckets,
      registers,
    }),
    /** Seconds that a subgraph took to answer, by subgraph. */
    fetchDuration: new Histogram<'subgraph'>({
      name: 'gateway_subgraph_fetch_duration_seconds',
      help: 'Time a subgraph took to answer a fetch',
      labelNames: ['subgraph'],
      buckets,
      registers,
    }),
    /** Fetches without an answer, by subgraph and code. */
    fetchErrors: new Counter<'subgraph' | 'code'>({
      name: 'gateway_subgraph_fetch_errors_total',
      help: 'Fetches to which a subgraph gave no GraphQL answer',
      labelNames: ['subgraph', 'code'],
      registers,
    }),
    /** Values that were missing in a subgraph's answers or that its schema does not allow, by subgraph. */
    badValues: new Counter<'subgraph'>({
      name: 'gateway_subgraph_bad_values_total',
      help: 'Values missing in answers of a subgraph, or not allowed by its schema',
      labelNames: ['subgraph'],
      registers,
    }),
    /** Look-ups in the cache of compiled operations, by whether the operation was there. */
    planLookups: new Counter<'result'>({
      name: 'gateway_plan_cache_lookups_total',
      help: 'Look-ups in the cache of planned operations',
      labelNames: ['result'],
      registers,
    }),
  };
}
