import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSupergraphAt } from '../gateway/supergraph-at.ts';
import type { Benchmark } from '../harness/benchmark.ts';
import { startChild } from '../harness/child.ts';
import { inUnit, judged, plain, times } from '../harness/figure.ts';
import { median, quantile } from '../harness/statistics.ts';
import type { Reloaded } from './processes/reloading-gateway.ts';

/** Longest that all reloads together may take, in milliseconds. */
const longest = 600_000;

/** The gateway's memory before and after many new supergraphs, and the time each takes to be served. */
export const reloadBenchmark: Benchmark = {
  name: 'reload',
  summary:
    'a new supergraph 200 times while journeys are asked for: memory before and after, time of a switch',
  async run({ quick }, { directory, cleanup, tell }) {
    const [first, reloads] = quick ? [5, 10] : [40, 200];
    const subgraphs = await startChild(
      { module: import.meta.resolve('../gateway/processes/fixed-subgraphs.ts') },
      cleanup,
    );
    const supergraph = join(directory, 'supergraph.graphql');
    writeFileSync(supergraph, openSupergraphAt(JSON.parse(subgraphs.ready) as Record<string, string>));
    tell(`reloading ${first} times, then ${reloads} times`);
    const gateway = await startChild(
      {
        module: import.meta.resolve('./processes/reloading-gateway.ts'),
        arguments: [supergraph, String(first), String(reloads)],
        nodeFlags: ['--expose-gc'],
        startTime: longest,
      },
      cleanup,
    );
    const measured = JSON.parse(gateway.ready) as Reloaded;
    const [begin, settled, end] = measured.memory;
    const mebibytes = (bytes: number) => bytes / 2 ** 20;
    const [MiB, ms] = [inUnit('MiB'), inUnit('ms')];
    return [
      // Against the first reloads: by then what is compiled once is there, and V8 has taken the memory that two
      // generations at once need.
      judged(
        `heap after ${reloads} more reloads, × after ${first}`,
        end.heapUsed / settled.heapUsed,
        { atMost: 1.1 },
        times,
      ),
      judged(
        `RSS after ${reloads} more reloads, × after ${first}`,
        end.rss / settled.rss,
        { atMost: 1.25 },
        times,
      ),
      plain('heap before any', mebibytes(begin.heapUsed), MiB),
      plain(`heap after ${first}`, mebibytes(settled.heapUsed), MiB),
      plain(`heap after ${reloads} more`, mebibytes(end.heapUsed), MiB),
      plain('RSS before any', mebibytes(begin.rss), MiB),
      plain(`RSS after ${first}`, mebibytes(settled.rss), MiB),
      plain(`RSS after ${reloads} more`, mebibytes(end.rss), MiB),
      plain('time of a reload: p50', median(measured.times), ms),
      plain('time of a reload: p99', quantile(measured.times, 0.99), ms),
      plain('longest stall of the event loop', measured.longestStall, ms),
    ];
  },
};
