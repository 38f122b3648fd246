import { hubSubgraphNames } from '@throughgate/contracts';
import type { BenchPostgres } from '../harness/bench-postgres.ts';
import type { BenchmarkPlace } from '../harness/benchmark.ts';
import { type Child, startChild } from '../harness/child.ts';
import { closedLoop } from '../harness/closed-loop.ts';
import { type Figure, inUnit, plain } from '../harness/figure.ts';
import { connectGraphql } from '../harness/graphql-client.ts';
import { nestedPlace } from '../harness/nested-place.ts';
import { startSubgraph } from '../harness/subgraph.ts';
import { journeyOf } from './journey-query.ts';
import type { NextIdentifier } from './people-to-ask.ts';

const concurrency = 16;

/**
 * Says where the CPU time of a journey goes: the same services over the same data as in one hub, each in a process
 * of its own, which is how an operating system can tell them apart.
 */
export function cpuByService(
  place: BenchmarkPlace,
  postgres: BenchPostgres,
  next: NextIdentifier,
  seconds: number,
): Promise<Figure[]> {
  return nestedPlace(place, 'services', async ({ cleanup }) => {
    const started = await Promise.all(
      hubSubgraphNames.map(async (name) => [name, await startSubgraph(name, postgres, cleanup)] as const),
    );
    const children: Record<string, Child> = Object.fromEntries(started);
    const addresses = Object.fromEntries(started.map(([name, { ready }]) => [name, ready]));
    const gateway = await startChild(
      {
        module: import.meta.resolve('./processes/gateway.ts'),
        arguments: [JSON.stringify(addresses), postgres.serviceKey],
      },
      cleanup,
    );
    children['gateway'] = gateway;

    const client = cleanup.use(connectGraphql(gateway.ready, concurrency));
    const ask = () => client.send(journeyOf(next()));
    await closedLoop(concurrency, seconds, ask);
    const use = { ...children, PostgreSQL: postgres };
    const before = Object.fromEntries(Object.entries(use).map(([name, one]) => [name, one.cpuSeconds()]));
    const { operations } = await closedLoop(concurrency, 2 * seconds, ask);
    return Object.entries(use).map(([name, one]) => {
      const used = (one.cpuSeconds() ?? Number.NaN) - (before[name] ?? Number.NaN);
      return plain(`CPU per journey: ${name}`, (used / operations) * 1000, inUnit('ms'));
    });
  });
}
