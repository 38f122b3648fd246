import { randomBytes } from 'node:crypto';
import type { BenchPostgres } from '../harness/bench-postgres.ts';
import type { BenchmarkPlace } from '../harness/benchmark.ts';
import { type Child, startChild } from '../harness/child.ts';
import { closedLoop } from '../harness/closed-loop.ts';
import { type Figure, inUnit, plain } from '../harness/figure.ts';
import { connectGraphql } from '../harness/graphql-client.ts';
import { hubCommand } from '../harness/hub-command.ts';
import { nestedPlace } from '../harness/nested-place.ts';
import { journeyOf } from './journey-query.ts';
import type { NextIdentifier } from './people-to-ask.ts';

const subgraphs = ['outcomes', 'probation', 'prisons', 'jobcentre', 'providers'] as const;
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
    const serviceKey = randomBytes(24).toString('base64url');
    const started = await Promise.all(
      subgraphs.map(async (name) => [name, await startSubgraph(name, postgres, serviceKey)] as const),
    );
    const children: Record<string, Child> = Object.fromEntries(started);
    for (const child of Object.values(children)) cleanup.defer(() => child.stop());
    const addresses = Object.fromEntries(started.map(([name, { ready }]) => [name, ready]));
    const gateway = await startChild({
      module: import.meta.resolve('./processes/gateway.ts'),
      arguments: [JSON.stringify(addresses), serviceKey],
    });
    cleanup.defer(() => gateway.stop());
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

function startSubgraph(
  name: (typeof subgraphs)[number],
  { databases }: BenchPostgres,
  serviceKey: string,
): Promise<Child> {
  return startChild({
    module: hubCommand,
    arguments: ['start', name, '--port', '0'],
    environment: {
      HUB_HOST: '127.0.0.1',
      DATABASE_URL: databases[name],
      HUB_EVENTS_DATABASE_URL: databases.events,
      KAFKA_BROKERS: '',
      HUB_SERVICE_KEY: serviceKey,
      LOG_LEVEL: 'warn',
    },
  });
}
