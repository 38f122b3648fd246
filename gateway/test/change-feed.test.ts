import { createPostgresEventLog, topicOf } from '@throughgate/events';
import { createLogger } from '@throughgate/service';
import { testDatabase } from '@throughgate/testkit';
import { parse } from 'graphql';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { Change } from '../src/changes/change.ts';
import { type ChangeFeed, createChangeFeed } from '../src/changes/change-feed.ts';
import { contract, eventRecord, publishContracts, tellOf } from './support/agency-events.ts';
import { closedAfterAll } from './support/closed-after-all.ts';
import { eventually } from './support/eventually.ts';

const opened = closedAfterAll();
const logger = createLogger('silent');
const supergraph = parse(`
  type Case @join__type(graph: COURT, key: "number") @join__type(graph: COURT, key: "id") { number: ID! id: ID! }
  type Hearing @join__type(graph: COURT, key: "id") { id: ID! }
  type Room @join__type(graph: COURT, key: "code") { code: String! }
  type Home @join__type(graph: HOUSING, key: "reference") @join__type(graph: COURT, key: "id", resolvable: false) { reference: ID! id: ID! }
`);
const court = [
  contract('case.opened', 'Case', 'caseNumber'),
  contract('hearing.held', 'Hearing', 'hearing.id'),
  contract('room.closed', 'Room', 'roomCode', 'register'),
];

describe('the feed of changes', () => {
  let log: ReturnType<typeof createPostgresEventLog>;
  let feed: ChangeFeed;
  const changes: Change[] = [];
  const named = () => changes.map(({ entity, key }) => `${entity} ${JSON.stringify(key)}`);
  const count = async (outcome: string) => {
    const metric = feed.metrics.find((one) => 'inc' in one);
    const { values } = (await metric?.get()) ?? { values: [] };
    return values.find(({ labels }) => labels['outcome'] === outcome)?.value ?? 0;
  };

  beforeAll(async () => {
    const database = opened.use(await testDatabase());
    log = createPostgresEventLog({ databaseUrl: database.url, logger });
    opened.defer(() => log.close());
    await publishContracts(log, 'court', court);
    await tellOf(log, 'court', { type: 'case.opened', key: 'C1', data: { caseNumber: 'C1' } });
    feed = createChangeFeed({ eventLog: log }, logger);
    feed.useKeysOf(supergraph);
    feed.onChange((change) => void changes.push(change));
    await feed.start();
    opened.defer(() => feed.stop());
    await vi.waitFor(() => expect(feed.state().following).toBe(true), 20_000);
    // What was on the log is read for those who come back, and told like the rest.
    await vi.waitFor(() => expect(named()).toEqual(['Case {"number":"C1"}']), 20_000);
    changes.length = 0;
  });

  test('names the record of an event and the file, by the published contracts and the keys of the supergraph', async () => {
    await tellOf(log, 'court', {
      type: 'hearing.held',
      key: 'C1',
      data: { caseNumber: 'C1', hearing: { id: 'h1' } },
      version: 7,
    });
    await eventually(named).toEqual(['Hearing {"id":"h1"}', 'Case {"number":"C1"}']);
    expect(changes[0]).toMatchObject({
      ...{ type: 'hearing.held', agency: 'court', file: 'C1', about: 'person', version: 7, erased: false },
      ...{ topic: topicOf('court'), time: Date.parse('2026-09-01T12:00:00Z') },
    });
    expect(changes[0]?.id).toBe(changes[1]?.id);
    changes.length = 0;
  });

  test('keeps registers apart from people, and a key that is not the file’s from the file', async () => {
    await tellOf(log, 'court', {
      type: 'room.closed',
      key: 'R1',
      data: { roomCode: 'R1', caseNumber: 'R1' },
    });
    await tellOf(log, 'court', {
      type: 'hearing.held',
      key: 'C2',
      data: { caseNumber: 'another', hearing: { id: 'h2' } },
    });
    await eventually(() => named().toSorted()).toEqual(['Hearing {"id":"h2"}', 'Room {"code":"R1"}']);
    changes.length = 0;
  });

  test('passes over what cannot be read, and counts it', async () => {
    const good = eventRecord('court', { type: 'case.opened', key: 'C3', data: { caseNumber: 'C3' } });
    const large = { caseNumber: 'C3', hearing: { id: 'h3' }, text: 'x'.repeat(1_100_000) };
    await log.append([
      { ...good, value: Buffer.from('{ broken') },
      { ...good, headers: {} },
      eventRecord('court', { type: 'case.opened', key: 'C3', data: { other: 1 } }),
      eventRecord('court', { type: 'case.unheard', key: 'C3', data: {} }),
      eventRecord('court', {
        ...{ type: 'hearing.held', key: 'C3', data: large },
        subject: { type: 'Hearing', id: 'h3' },
      }),
      good,
    ]);
    // Of one that is too large its envelope tells.
    await eventually(named).toEqual(['Hearing {"id":"h3"}', 'Case {"number":"C3"}', 'Case {"number":"C3"}']);
    expect(await count('malformed')).toBe(2);
    expect(await count('no key')).toBe(1);
    expect(await count('unknown type')).toBe(1);
    changes.length = 0;
  });

  test('a record without a value says that the file is erased', async () => {
    await log.append([{ topic: topicOf('court'), key: 'C3', headers: {}, value: null }]);
    // Which of its agency's files it is, nothing tells any more.
    await eventually(named).toEqual(['Case {"number":"C3"}', 'Room {"code":"C3"}']);
    expect(changes.every(({ erased }) => erased)).toBe(true);
    changes.length = 0;
  });

  test('an agency that joins is followed from its first event, whichever comes first, event or contract', async () => {
    const told = Promise.withResolvers<void>();
    feed.onContracts(told.resolve);
    await tellOf(log, 'housing', { type: 'home.let', key: 'T1', data: { home: { id: 'T1' } } });
    await publishContracts(log, 'housing', [contract('home.let', 'Home', 'home.id')]);
    await told.promise;
    expect([...feed.meanings.entitiesOf('housing')]).toEqual(['Home']);
    await tellOf(log, 'housing', { type: 'home.let', key: 'T2', data: { home: { id: 'T2' } } });
    await tellOf(log, 'court', { type: 'case.heard', key: 'C9', data: { caseNumber: 'C9' } });
    await publishContracts(log, 'court', [...court, contract('case.heard', 'Case', 'caseNumber')]);
    await eventually(() => named().toSorted()).toEqual(
      [
        'Case {"number":"C3"}',
        'Case {"number":"C9"}',
        'Home {"reference":"T1"}',
        'Home {"reference":"T2"}',
      ].filter((one) => !one.includes('C3')),
    );
    changes.length = 0;
  });

  test('says that it does not follow while the log is out of reach, and goes on', async () => {
    await using elsewhere = new AsyncDisposableStack();
    const nowhere = createPostgresEventLog({ databaseUrl: 'postgresql://nobody@127.0.0.1:1/none', logger });
    elsewhere.defer(() => nowhere.close());
    const lost = createChangeFeed({ eventLog: nowhere }, logger);
    elsewhere.defer(() => lost.stop());
    await lost.start();
    expect(lost.state()).toMatchObject({ following: false, reason: expect.any(String) });
  });
});
