import { hubAgencyNames } from '@throughgate/contracts';
import pg from 'pg';
import { type BenchPostgres, runOnce } from '../harness/bench-postgres.ts';

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
  const events = (await Promise.all(hubAgencyNames.map((agency) => readEvents(databases[agency])))).flat();
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

function readEvents(url: string): Promise<StoredEvent[]> {
  return runOnce(url, 'SELECT id, aggregateid AS key, type, payload::text FROM hub.outbox');
}
