import { gatewayBenchmark } from './gateway/gateway-benchmark.ts';
import type { Benchmark } from './harness/benchmark.ts';

/** All benchmarks, in the order in which they run: the quick ones first. */
export const benchmarks: readonly Benchmark[] = [gatewayBenchmark];
