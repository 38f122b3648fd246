import { disclosureBenchmark } from './disclosure/disclosure-benchmark.ts';
import { entityCacheBenchmark } from './entity-cache/entity-cache-benchmark.ts';
import { gatewayBenchmark } from './gateway/gateway-benchmark.ts';
import { testQueryBenchmark } from './gateway/test-query-benchmark.ts';
import type { Benchmark } from './harness/benchmark.ts';
import { identityBenchmark } from './identity/identity-benchmark.ts';
import { journeyBenchmark } from './journey/journey-benchmark.ts';
import { latencyBenchmark } from './latency/latency-benchmark.ts';
import { liveBenchmark } from './live/live-benchmark.ts';
import { loadBenchmark } from './load/load-benchmark.ts';
import { measuresBenchmark } from './measures/measures-benchmark.ts';
import { questionsBenchmark } from './questions/questions-benchmark.ts';
import { registryBenchmark } from './registry/registry-benchmark.ts';
import { reloadBenchmark } from './reload/reload-benchmark.ts';
import { scaleBenchmark } from './scale/scale-benchmark.ts';
import { usageBenchmark } from './usage/usage-benchmark.ts';

/** All benchmarks, in the order in which they run. */
export const benchmarks: readonly Benchmark[] = [
  gatewayBenchmark,
  testQueryBenchmark,
  entityCacheBenchmark,
  journeyBenchmark,
  loadBenchmark,
  latencyBenchmark,
  scaleBenchmark,
  questionsBenchmark,
  registryBenchmark,
  reloadBenchmark,
  usageBenchmark,
  liveBenchmark,
  disclosureBenchmark,
  measuresBenchmark,
  identityBenchmark,
];
