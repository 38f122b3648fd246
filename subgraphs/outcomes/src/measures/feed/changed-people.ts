import type pg from 'pg';
import { beforeTransaction, type FilePlace } from './feed-position.ts';

type Client = Pick<pg.ClientBase, 'query'>;

/** People whose episodes are to be worked out. */
export interface ChangedPeople {
  /** People as they are now. */
  readonly personIds: readonly string[];
  /** Ids that may have been people's before, and are nobody's now. */
  readonly goneIds: readonly string[];
}

/** Files that changed after a place and before a transaction, as people, and the place up to which they were read. */
export async function readChangedPeople(
  client: Client,
  after: FilePlace,
  horizon: string,
  most: number,
): Promise<ChangedPeople & { readonly upTo: FilePlace; readonly isLast: boolean }> {
  const { rows } = await client.query<{
    file_id: string;
    changed: string;
    person_id: string;
    described: boolean;
  }>(
    `SELECT file_id, changed::text, file.cluster_id AS person_id, head.described_at IS NOT NULL AS described
     FROM outcomes.file_change
     JOIN outcomes.file ON file.id = file_id
     JOIN outcomes.file AS head ON head.id = file.cluster_id
     WHERE (changed, file_id) > ($1::xid8, $2::uuid) AND changed < $3::xid8
     ORDER BY changed, file_id LIMIT $4`,
    [after.changed, after.fileId, horizon, most],
  );
  const isLast = rows.length < most;
  const last = rows.at(-1);
  return {
    personIds: [...new Set(rows.filter(({ described }) => described).map(({ person_id }) => person_id))],
    // The id of a file was a person's if it was the least of a cluster.
    goneIds: rows.filter(({ file_id, person_id }) => file_id !== person_id).map(({ file_id }) => file_id),
    upTo: isLast || !last ? beforeTransaction(horizon) : { changed: last.changed, fileId: last.file_id },
    isLast,
  };
}

/** The next people in the order of their ids. */
export async function readPeopleAfter(
  client: Client,
  after: string | null,
  most: number,
): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM outcomes.file
     WHERE id = cluster_id AND described_at IS NOT NULL AND ($1::uuid IS NULL OR id > $1::uuid)
     ORDER BY id LIMIT $2`,
    [after, most],
  );
  return rows.map(({ id }) => id);
}

/** Which of some ids are nobody's now. */
export async function readGone(client: Client, ids: readonly string[]): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM unnest($1::uuid[]) AS asked (id) WHERE NOT EXISTS (
       SELECT FROM outcomes.file WHERE file.id = asked.id AND file.cluster_id = asked.id AND described_at IS NOT NULL)`,
    [ids],
  );
  return rows.map(({ id }) => id);
}

/** Whether an entry of a register changed in a transaction from one on and before another. */
export async function registersChanged(
  client: Client,
  from: string | null,
  horizon: string,
): Promise<boolean> {
  if (from === null) return true;
  const { rowCount } = await client.query(
    'SELECT FROM outcomes.register_change WHERE changed >= $1::xid8 AND changed < $2::xid8 LIMIT 1',
    [from, horizon],
  );
  return rowCount === 1;
}

/** When each agency recorded the latest of its events about these people, ISO 8601. */
export async function readRecorded(
  client: Client,
  personIds: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const { rows } = await client.query<{ agency: string; recorded: Date }>(
    `SELECT event.agency, max(recorded_at) AS recorded
     FROM outcomes.file JOIN outcomes.event ON event.file_id = file.id
     WHERE file.cluster_id = ANY ($1::uuid[]) GROUP BY event.agency`,
    [personIds],
  );
  return Object.fromEntries(rows.map(({ agency, recorded }) => [agency, recorded.toISOString()]));
}
