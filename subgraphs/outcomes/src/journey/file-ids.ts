import { prepared } from '@throughgate/database';
import type { ChangeEvent } from '@throughgate/events';
import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';

/** The hub's id of the file that an event is about. */
export type IdOf = (event: Pick<ChangeEvent, 'agency' | 'key'>) => string;

interface FileRow {
  readonly id: string;
  readonly agency: string;
  readonly key: string;
}

const nameOf = ({ agency, key }: Pick<ChangeEvent, 'agency' | 'key'>) => `${agency} ${key}`;

/** The statement that asks for the ids of the events' files. */
export function askFileIds(events: readonly ChangeEvent[]): pg.QueryConfig {
  const files = filesOf(events);
  return prepared(
    `SELECT id, agency, key FROM unnest($1::text[], $2::text[]) AS asked (agency, key) JOIN file USING (agency, key)`,
    [files.map(({ agency }) => agency), files.map(({ key }) => key)],
  );
}

/** Finds the ids of the events' files in what {@link askFileIds} was answered; files that are new get their id and their row now. */
export async function fileIds(
  client: pg.ClientBase,
  events: readonly ChangeEvent[],
  answer: pg.QueryResult,
): Promise<IdOf> {
  const ids = new Map((answer.rows as readonly FileRow[]).map((row) => [nameOf(row), row.id]));
  const unknown = filesOf(events).filter((file) => !ids.has(nameOf(file)));
  for (const row of await createFiles(client, unknown)) ids.set(nameOf(row), row.id);
  return (event) => {
    const id = ids.get(nameOf(event));
    if (id === undefined) throw new Error(`unreachable: the file ${event.key} of ${event.agency} has no id`);
    return id;
  };
}

/** The files of events, each once. */
function filesOf(events: readonly ChangeEvent[]): readonly ChangeEvent[] {
  return [...new Map(events.map((event) => [nameOf(event), event])).values()];
}

/** Creates the rows of files that are new to this generation, under the ids that they have or get now for good. */
async function createFiles(
  client: pg.ClientBase,
  files: readonly Pick<ChangeEvent, 'agency' | 'key'>[],
): Promise<readonly FileRow[]> {
  if (files.length === 0) return [];
  const agencies = files.map(({ agency }) => agency);
  const keys = files.map(({ key }) => key);
  // In the order of keys, so that a rebuild and live events, which may create the same ids, cannot lock each other.
  await client.query(
    prepared(
      `INSERT INTO public."FileId" (id, agency, key)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[]) AS new (id, agency, key) ORDER BY agency, key
       ON CONFLICT DO NOTHING`,
      [files.map(() => uuidv7()), agencies, keys],
    ),
  );
  const { rows } = await client.query<FileRow>(
    prepared(
      `INSERT INTO file (id, agency, key, cluster_id)
       SELECT id, agency, key, id FROM unnest($1::text[], $2::text[]) AS new (agency, key)
         JOIN public."FileId" USING (agency, key)
       RETURNING id, agency, key`,
      [agencies, keys],
    ),
  );
  return rows;
}
