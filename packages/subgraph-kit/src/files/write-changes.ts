import { type ChangeEvent, outboxInsert } from '@throughgate/events';
import type pg from 'pg';
import type { Agency } from './agency.ts';
import type { Tables } from './stored.ts';

/** What one transaction writes: the last state of each row, and an event for each change. */
export interface Writes {
  /** Rows by table, then by primary key. */
  readonly rows: ReadonlyMap<string, ReadonlyMap<string, object>>;
  readonly events: readonly ChangeEvent[];
  /** Version of each file after the changes, by key. */
  readonly versions: ReadonlyMap<string, number>;
}

/**
 * Writes rows, file versions and events with one statement for each table, on a connection that is in a
 * transaction. Columns that a row does not name become null.
 *
 * `newId` is the id that records get which the call creates. Returns whether it was free: where it was not, the transaction
 * must be rolled back.
 */
export async function writeChanges<T extends Tables>(
  client: pg.ClientBase,
  agency: Agency<T>,
  { rows, events, versions }: Writes,
  newId?: string,
): Promise<boolean> {
  for (const [table, byId] of rows) {
    const key = agency.tables[table]?.key;
    const columns = Object.keys([...byId.values()][0] ?? {});
    const assignments = columns
      .filter((column) => column !== key)
      .map((column) => `"${column}" = excluded."${column}"`)
      .join(', ');
    const names = columns.map((column) => `"${column}"`).join(', ');
    const creates = newId !== undefined && byId.has(newId);
    const { rowCount } = await client.query(
      `INSERT INTO "${table}" (${names})
       SELECT ${names} FROM jsonb_populate_recordset(NULL::"${table}", $1::jsonb)
       ON CONFLICT ("${key}") DO UPDATE SET ${assignments}${creates ? ` WHERE excluded."${key}"::text <> $2` : ''}`,
      [JSON.stringify([...byId.values()]), ...(creates ? [newId] : [])],
    );
    if (creates && rowCount !== byId.size) return false;
  }
  await client.query(
    `INSERT INTO hub.file (key, version) SELECT * FROM unnest($1::text[], $2::int[])
     ON CONFLICT (key) DO UPDATE SET version = excluded.version`,
    [[...versions.keys()], [...versions.values()]],
  );
  await client.query(outboxInsert(events));
  return true;
}
