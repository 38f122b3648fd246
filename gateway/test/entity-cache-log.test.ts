import { createKafkaEventLog, createPostgresEventLog, type EventLog } from '@throughgate/events';
import { createLogger } from '@throughgate/service';
import { breakableConnection, startKafka, testDatabase, whySkipKafka } from '@throughgate/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contract, publishContracts, tellOf } from './support/agency-events.ts';
import { compose } from './support/compose.ts';
import { eventually } from './support/eventually.ts';
import { startTestGateway, type TestGateway } from './support/gateway-client.ts';
import { type SubgraphServer, serveSubgraph } from './support/subgraph-server.ts';

const logger = createLogger('silent');

/** An event log that can be made to fail for the gateway that reads it. */
interface BreakableLog {
  readonly log: EventLog;
  /** Where a test writes. */
  readonly writer: EventLog;
  /** Connections stay open, and nothing is answered. */
  freeze(): void;
  thaw(): void;
  /** Nobody answers at its address any more. */
  end(): Promise<void>;
  begin(): Promise<void>;
}

describe.each([
  ['in PostgreSQL', false, openPostgresLog],
  ['in Kafka', whySkipKafka({ restart: true }) !== undefined, openKafkaLog],
] as const)('the entity cache over an event log %s', (_, skipped, open) => {
  const opened = new AsyncDisposableStack();
  /** Where prisoners are; changed by tests. */
  const cells = new Map<string, string>();
  let broken: BreakableLog;
  let prison: SubgraphServer;
  let gateway: TestGateway;

  beforeAll(async () => {
    if (skipped) return;
    broken = await open(opened);
    prison = opened.use(
      await serveSubgraph(
        'prison',
        `type Query { prisoner(number: ID!): Prisoner @federation__tag(name: "cache:2s") }
         type Prisoner @key(fields: "number") { number: ID! cell: String }`,
        {
          Query: {
            prisoner: (_root: unknown, { number }: { number: string }) => ({
              number,
              cell: cells.get(number) ?? 'A1',
            }),
          },
        },
      ),
    );
    await publishContracts(broken.writer, 'prison', [contract('prisoner.moved', 'Prisoner', 'number')]);
    await tellOf(broken.writer, 'prison', { type: 'prisoner.moved', key: '0', data: { number: '0' } });
    const changes = { eventLog: broken.log };
    gateway = opened.use(await startTestGateway({ supergraphSdl: compose([prison]), changes }));
  }, 120_000);
  afterAll(() => opened.disposeAsync());

  const cellOf = async (number: string) => {
    const query = 'query ($number: ID!) { prisoner(number: $number) { cell } }';
    const { body } = await gateway.ask(query, { number });
    return (body.data as { prisoner: { cell: string } }).prisoner.cell;
  };
  const metricOf = async (metric: string, labels: object = {}) => {
    const values = (await gateway.count(metric)) as { labels: object; value: number }[];
    return values.find((one) => JSON.stringify(one.labels) === JSON.stringify(labels))?.value ?? 0;
  };
  const following = () => metricOf('gateway_entity_cache_following');
  const looked = (result: string) => metricOf('gateway_entity_cache_lookups_total', { result });
  const moved = (number: string) =>
    tellOf(broken.writer, 'prison', { type: 'prisoner.moved', key: number, data: { number } });
  /** Whether what is asked again at once comes from the cache. */
  const isKept = async (number: string) => {
    const hits = await looked('hit');
    await cellOf(number);
    await cellOf(number);
    return (await looked('hit')) > hits;
  };

  test.skipIf(skipped)('an answer is dropped by the event of its prisoner', async () => {
    await eventually(() => isKept('1')).toBe(true);
    const dropped = () => metricOf('gateway_entity_cache_drops_total', { reason: 'event' });
    const before = await dropped();
    // Kept again and again until the event is there, so that it finds something.
    await Promise.all([
      moved('1'),
      eventually(async () => (await cellOf('1')) && (await dropped())).toBeGreaterThan(before),
    ]);
  });

  test.skipIf(skipped)(
    'it steps aside when the log is frozen, and keeps answers again after',
    async () => {
      await eventually(() => isKept('2')).toBe(true);
      broken.freeze();
      try {
        const before = await looked('bypassed');
        await eventually(async () => (await cellOf('2')) && (await looked('bypassed'))).toBeGreaterThan(
          before,
        );
        const requests = prison.requests.length;
        for (const cell of ['B2', 'C3']) {
          cells.set('2', cell);
          expect(await cellOf('2')).toBe(cell);
        }
        expect(prison.requests).toHaveLength(requests + 2);
      } finally {
        broken.thaw();
      }
      await eventually(() => isKept('2')).toBe(true);
      await moved('2');
      cells.set('2', 'D4');
      await eventually(() => cellOf('2')).toBe('D4');
    },
    90_000,
  );

  test.skipIf(skipped)(
    'it forgets all when the log is away, and keeps answers again after',
    async () => {
      await eventually(() => isKept('3')).toBe(true);
      await broken.end();
      await eventually(following).toBe(0);
      cells.set('3', 'B2');
      expect(await cellOf('3')).toBe('B2');
      expect(await metricOf('gateway_entity_cache_entries')).toBe(0);
      await broken.begin();
      await eventually(following).toBe(1);
      // Of before nothing is left, and what is asked now is kept.
      cells.set('3', 'C3');
      expect(await cellOf('3')).toBe('C3');
      await eventually(() => isKept('3')).toBe(true);
    },
    120_000,
  );

  test.skipIf(skipped)('no answer is older than its tag allows, whatever is told', async () => {
    await eventually(() => isKept('4')).toBe(true);
    cells.set('4', 'B2');
    // Without an event.
    await eventually(() => cellOf('4')).toBe('B2');
  });
});

async function openPostgresLog(opened: AsyncDisposableStack): Promise<BreakableLog> {
  const database = opened.use(await testDatabase());
  const line = opened.use(await breakableConnection(database.url));
  const log = createPostgresEventLog({ databaseUrl: line.url, logger });
  const writer = createPostgresEventLog({ databaseUrl: database.url, logger });
  opened.defer(() => Promise.all([log.close(), writer.close()]).then(() => undefined));
  return {
    log,
    writer,
    freeze: line.freeze,
    thaw: line.thaw,
    end: async () => line.cut(),
    begin: async () => line.mend(),
  };
}

async function openKafkaLog(opened: AsyncDisposableStack): Promise<BreakableLog> {
  const cluster = await startKafka({ brokers: 1 });
  opened.defer(() => cluster.stop());
  const { brokers } = cluster;
  const log = createKafkaEventLog({ brokers, logger, partitions: 1 });
  const writer = createKafkaEventLog({ brokers, logger, partitions: 1 });
  opened.defer(() => Promise.all([log.close(), writer.close()]).then(() => undefined));
  return {
    log,
    writer,
    freeze: () => cluster.freeze(0),
    thaw: () => cluster.thaw(0),
    end: () => cluster.kill(0),
    begin: () => cluster.restart(0),
  };
}
