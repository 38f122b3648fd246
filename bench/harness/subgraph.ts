import type { HubSubgraph } from '@throughgate/contracts';
import type { BenchPostgres } from './bench-postgres.ts';
import { type Child, startChild } from './child.ts';
import { hubCommand } from './hub-command.ts';

/** Starts one subgraph in a process of its own, on the databases that a hub on `postgres` has set up. */
export function startSubgraph(
  name: HubSubgraph,
  { databases, serviceKey }: BenchPostgres,
  cleanup: AsyncDisposableStack,
  kafkaBrokers?: string,
): Promise<Child> {
  return startChild(
    {
      module: hubCommand,
      arguments: ['start', name, '--port', '0'],
      environment: {
        HUB_HOST: '127.0.0.1',
        DATABASE_URL: databases[name],
        HUB_EVENTS_DATABASE_URL: databases.events,
        KAFKA_BROKERS: kafkaBrokers ?? '',
        HUB_SERVICE_KEY: serviceKey,
        LOG_LEVEL: 'warn',
      },
    },
    cleanup,
  );
}
