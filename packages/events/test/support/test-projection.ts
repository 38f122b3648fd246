import type pg from 'pg';
import { type ChangeEvent, type Projection, UnprocessableEventError } from '../../src/index.ts';

/** Types that the projection below takes as a cue to fail. */
export const poison = {
  unknownType: 'prison.prisoner.abducted',
  constraint: 'prison.prisoner.constraint',
  deferred: 'prison.prisoner.deferred',
};

/**
 * A read model that shows every effect: `event` has a row per application, so that a second one would be seen, and
 * `file` the latest version of each file and whether versions ever went backwards.
 */
export function testProjection(name: string, agencies: readonly string[]): Projection {
  return {
    name,
    agencies,
    async createGeneration(client) {
      await client.query(`
        CREATE TABLE event (id uuid, agency text, key text, version bigint, status text CHECK (status <> 'bad'));
        CREATE TABLE file (key text PRIMARY KEY, version bigint, applied bigint, disordered boolean);
        CREATE TABLE later (id uuid UNIQUE DEFERRABLE INITIALLY DEFERRED)`);
    },
    async apply(client, events) {
      const unknown = events.find(({ type }) => type === poison.unknownType);
      if (unknown) throw new UnprocessableEventError(`no reader for ${unknown.type}`);
      await insertEvents(client, events);
      await updateFiles(client, events);
    },
  };
}

async function insertEvents(client: pg.ClientBase, events: readonly ChangeEvent[]): Promise<void> {
  const rows = events.map(({ id, agency, key, version, type }) => {
    return { id, agency, key, version, status: type === poison.constraint ? 'bad' : 'ok' };
  });
  await client.query(
    `INSERT INTO event SELECT * FROM jsonb_to_recordset($1::jsonb)
      AS e(id uuid, agency text, key text, version bigint, status text)`,
    [JSON.stringify(rows)],
  );
  for (const { id, type } of events) {
    if (type === poison.deferred) await client.query('INSERT INTO later VALUES ($1), ($1)', [id]);
  }
}

async function updateFiles(client: pg.ClientBase, events: readonly ChangeEvent[]): Promise<void> {
  for (const [key, versions] of Map.groupBy(events, (event) => event.key)) {
    const sorted = versions.every(({ version }, index) => version > (versions[index - 1]?.version ?? 0));
    await client.query(
      `INSERT INTO file AS old VALUES ($1, $3, $4, NOT $5::boolean)
      ON CONFLICT (key) DO UPDATE SET version = excluded.version, applied = old.applied + excluded.applied,
        disordered = old.disordered OR excluded.disordered OR $2 <= old.version`,
      [key, versions[0]?.version, versions.at(-1)?.version, versions.length, sorted],
    );
  }
}
