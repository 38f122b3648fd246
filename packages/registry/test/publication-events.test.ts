import { registryAgency } from '@throughgate/contracts';
import { createPostgresEventLog, fromLogRecord, startRelay, topicOf } from '@throughgate/events';
import { createLogger } from '@throughgate/service';
import { testDatabase } from '@throughgate/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import {
  actor,
  changing,
  compositionWorker,
  emptyRegistry,
  openRegistry,
  outboxOf,
  proposal,
} from './support/registry.ts';

const checks = compositionWorker();
afterAll(() => checks.close());

const people = proposal('people', 'type Query { person: Person } type Person @key(fields: "id") { id: ID! }');
/** The test's check takes the path of each file for an event type. */
const events = (...types: string[]) => ({
  entry: types[0] ?? '',
  files: types.map((path) => ({ path, text: '' })),
});

describe('events of publications', () => {
  it('tell of event contracts when they change, each subgraph counting its own', async () => {
    await using opened = await emptyRegistry({ checks });
    const { registry } = opened;
    const homes = proposal('homes', 'type Person @key(fields: "id") { id: ID! home: String }');
    await registry.publish(changing({ ...people, events: events('born') }, homes), actor);
    // The same in another order, and left out: nothing new.
    await registry.publish(
      changing(proposal('homes', 'type Person @key(fields: "id") { id: ID! h: Int }')),
      actor,
    );
    await registry.publish(
      changing({ ...people, events: events('born', 'moved') }, { ...homes, events: events('let') }),
      actor,
    );
    const contracts = (await outboxOf(opened)).filter(({ key }) => key !== 'supergraph');
    const type = 'registry.event-contracts.published';
    const of = (agency: string, version: number, ...types: string[]) => ({
      key: `contracts/${agency}`,
      type,
      version,
      data: { agency, types: types.map((one) => ({ type: one, schema: {} })) },
    });
    expect(contracts).toHaveLength(3);
    expect(contracts).toEqual(
      expect.arrayContaining([
        of('people', 1, 'born'),
        of('people', 2, 'born', 'moved'),
        of('homes', 1, 'let'),
      ]),
    );
    const revisions = (await outboxOf(opened)).filter(({ key }) => key === 'supergraph');
    expect(revisions.map(({ version }) => version)).toEqual([1, 2, 3]);
  });

  it('count on where a version before, which had the versions in the outbox only, has left off', async () => {
    await using opened = await emptyRegistry({ checks });
    const publish = async (...types: string[]) => {
      await opened.registry.publish(changing({ ...people, events: events(...types) }), actor);
      const { rows } = await opened.pool.query(
        `SELECT version::int FROM hub.outbox WHERE aggregateid = 'contracts/people' ORDER BY 1`,
      );
      return rows.map(({ version }) => version);
    };
    await publish('born');
    expect(await publish('born', 'moved')).toEqual([1, 2]);
    await opened.pool.query('DROP TABLE "ToldContracts"');
    await opened.pool.query(`DELETE FROM _prisma_migrations WHERE migration_name LIKE '%told_contracts'`);
    await using again = await openRegistry(opened.url, { checks });
    await again.pool.query('DELETE FROM hub.outbox');
    expect(await publish('born')).toEqual([3]);
  });

  it('reach the event log, where anybody can read them', async () => {
    await using opened = await emptyRegistry({ checks });
    await using logDatabase = await testDatabase();
    const logger = createLogger('fatal');
    const log = createPostgresEventLog({ databaseUrl: logDatabase.url, logger });
    const topic = topicOf(registryAgency);
    await log.ensureTopics([topic]);
    const relay = startRelay({ agency: registryAgency, databaseUrl: opened.url, log, logger });
    try {
      const { supergraph } = await opened.registry.publish(changing(people), actor);
      await relay.drained();
      const read = Promise.withResolvers<Parameters<typeof fromLogRecord>[0]>();
      const subscription = await log.subscribe({
        topics: [topic],
        group: 'a test',
        onBatch: async ([record]) => void (record && read.resolve(record)),
      });
      expect(fromLogRecord(await read.promise)).toMatchObject({
        agency: 'registry',
        type: 'registry.supergraph.published',
        key: 'supergraph',
        version: 1,
        subject: { type: 'Supergraph', id: supergraph },
      });
      await subscription.stop();
    } finally {
      await relay.stop();
      await log.close();
    }
  });
});
