import { setTimeout as delay } from 'node:timers/promises';
import { hubAgencyNames } from '@throughgate/contracts';
import { createPostgresEventLog, type LogRecord, topicOf } from '@throughgate/events';
import { createLogger } from '@throughgate/service';
import pg from 'pg';
import type { BenchPostgres } from '../harness/bench-postgres.ts';

/** Events that go into one statement. */
const batchSize = 500;

interface StoredEvent {
  readonly id: string;
  readonly key: string;
  readonly type: string;
  readonly payload: string;
}

/** How many events were inserted, and in how many seconds. */
export interface BareInserts {
  readonly events: number;
  /** How many of them are about people: those of registers show in no journey. */
  readonly ofPeople: number;
  readonly bare: number;
}

/**
 * The baseline of a load: the time that the same events take when one connection does nothing but insert them into
 * one table, some hundreds at a time, with an index on their id. Nothing is simulated, checked, relayed, linked or
 * projected.
 */
export async function insertBare({ databases }: BenchPostgres): Promise<BareInserts> {
  const events = await readEvents(databases.events);
  const client = new pg.Client({ connectionString: databases.events });
  await client.connect();
  try {
    await client.query('CREATE TABLE bare (id uuid PRIMARY KEY, key text, type text, payload jsonb)');
    const started = performance.now();
    for (let from = 0; from < events.length; from += batchSize) {
      const batch = events.slice(from, from + batchSize);
      await client.query(
        'INSERT INTO bare SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::jsonb[])',
        [
          batch.map(({ id }) => id),
          batch.map(({ key }) => key),
          batch.map(({ type }) => type),
          batch.map(({ payload }) => payload),
        ],
      );
    }
    return {
      events: events.length,
      // Keys of registers have a slash, identifiers of people none.
      ofPeople: events.filter(({ key }) => !key.includes('/')).length,
      bare: (performance.now() - started) / 1000,
    };
  } finally {
    await client.end();
  }
}

/** Reads what the agencies have put on the log, each event once. */
async function readEvents(databaseUrl: string): Promise<StoredEvent[]> {
  const log = createPostgresEventLog({ databaseUrl, logger: createLogger('fatal') });
  const topics = hubAgencyNames.map(topicOf);
  const group = 'bare inserts';
  const events = new Map<string, StoredEvent>();
  const keep = ({ key, headers, value }: LogRecord) => {
    const { ce_id: id = '', ce_type: type = '' } = headers;
    events.set(id, { id, key: key ?? '', type, payload: String(value) });
  };
  const reading = await log.subscribe({ group, topics, onBatch: async (records) => records.forEach(keep) });
  try {
    while (!(await log.lag(group, topics)).every(({ position, end }) => position === end)) await delay(100);
  } finally {
    await reading.stop();
    await log.close();
  }
  return [...events.values()];
}
