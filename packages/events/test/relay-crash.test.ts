import { randomInt } from 'node:crypto';
import { whySkipKafka } from '@throughgate/testkit';
import type pg from 'pg';
import { describe, expect, test } from 'vitest';
import { type LogRecord, outboxInsert, startProjection, startRelay, topicOf } from '../src/index.ts';
import { changeEvent } from './support/change-event.ts';
import { logger } from './support/logger.ts';
import { type Hub, openHub } from './support/open-hub.ts';
import { scaled } from './support/scaled.ts';
import { startChild } from './support/start-child.ts';
import { testProjection } from './support/test-projection.ts';
import { unique } from './support/unique.ts';

const changes = scaled({ quick: 3_000, full: 20_000 });
const kills = scaled({ quick: 6, full: 20 });
const batchSize = 100;

describe('a relay killed at any moment', () => {
  test('over PostgreSQL loses nothing', { timeout: 300_000 }, () => scenario('postgres'));
  test.skipIf(whySkipKafka())('over Kafka loses nothing', { timeout: 300_000 }, () => scenario('kafka'));
});

async function scenario(kind: 'postgres' | 'kafka'): Promise<void> {
  await using hub = await openHub(kind);
  const agency = unique('agency');
  const topic = topicOf(agency);
  await hub.log.ensureTopics([topic]);
  await hub.agency.query('CREATE TABLE business (id uuid PRIMARY KEY)');
  const projection = testProjection(unique('effects'), [agency]);
  const running = await startProjection({ projection, log: hub.log, pool: hub.read, logger });

  const killing = new AbortController();
  const writing = writeChanges(hub.agency, agency, killing.signal);
  for (let kill = 0; kill < kills; kill += 1) {
    // Every other one dies between the log's acknowledgement and the mark, the rest anywhere.
    const hangAfter = kill % 2 === 0 ? randomInt(1, 4) : undefined;
    await using relay = startChild('relay.ts', {
      agency,
      databaseUrl: hub.agencyUrl,
      spec: hub.spec,
      batchSize,
      hangAfter,
    });
    await relay.says(hangAfter === undefined ? 'acknowledged' : 'hanging');
    if (hangAfter === undefined) await new Promise((resolve) => setTimeout(resolve, randomInt(0, 50)));
  }
  killing.abort();
  const { committed, rolledBack } = await writing;
  const last = startRelay({ agency, databaseUrl: hub.agencyUrl, log: hub.log, logger, batchSize });
  await last.drained();
  await last.stop();
  await running.caughtUp();
  await running.stop();

  const ids = (await readAll(hub, topic)).map(({ headers }) => headers['ce_id'] ?? '');
  const { rows: business } = await hub.agency.query<{ id: string }>('SELECT id FROM business');
  expect(new Set(business.map(({ id }) => id))).toEqual(committed);
  expect(new Set(ids)).toEqual(committed);
  expect(ids.filter((id) => rolledBack.has(id))).toEqual([]);
  expect(ids.length - committed.size).toBeLessThanOrEqual(kills * batchSize);
  // Each kill between acknowledgement and mark makes repeats: without any, the scenario would show nothing.
  expect(ids.length).toBeGreaterThan(committed.size);
  const { rows: effects } = await hub.read.query<{ id: string }>(`SELECT id FROM ${projection.name}.event`);
  expect(effects).toHaveLength(committed.size);
  expect(new Set(effects.map(({ id }) => id))).toEqual(committed);
}

/** A business row and its event in one transaction each, one in ten rolled back, at least until `done` aborts. */
async function writeChanges(pool: pg.Pool, agency: string, done: AbortSignal) {
  const committed = new Set<string>();
  const rolledBack = new Set<string>();
  const client = await pool.connect();
  try {
    for (let index = 0; index < changes || !done.aborted; index += 1) {
      const event = changeEvent({ agency, key: `K${index}` });
      const { text, values } = outboxInsert([event]);
      await client.query('BEGIN');
      await client.query('INSERT INTO business VALUES ($1)', [event.id]);
      await client.query(text, values);
      const undone = index % 10 === 3;
      await client.query(undone ? 'ROLLBACK' : 'COMMIT');
      (undone ? rolledBack : committed).add(event.id);
    }
  } finally {
    client.release();
  }
  return { committed, rolledBack };
}

async function readAll(hub: Hub, topic: string): Promise<readonly LogRecord[]> {
  const records: LogRecord[] = [];
  const group = unique('audit');
  const subscription = await hub.log.subscribe({
    group,
    topics: [topic],
    onBatch: async (batch) => void records.push(...batch),
  });
  try {
    await expect
      .poll(async () => (await hub.log.lag(group, [topic])).every(({ position, end }) => position === end), {
        timeout: 60_000,
      })
      .toBe(true);
  } finally {
    await subscription.stop();
  }
  return records;
}
