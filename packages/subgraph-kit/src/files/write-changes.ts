import { prepared } from '@throughgate/database';
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

/** A call that is answered with what is written. */
export interface WritingCall {
  readonly idempotencyKey: string;
  /** Id of the resulting record. */
  readonly result: string;
  /** The id that records get which the call creates. */
  readonly newId: string;
}

/**
 * Writes rows with one statement for each table, then file versions, events and the call's result with one more, on a
 * connection that is in a transaction. Columns that a row does not name become null. Returns whether the id of what the call
 * creates was free: where it was not, the transaction must be rolled back.
 */
export async function writeChanges<T extends Tables>(
  client: pg.ClientBase,
  agency: Agency<T>,
  { rows, events, versions }: Writes,
  call?: WritingCall,
): Promise<boolean> {
  for (const [table, byId] of rows) {
    const key = agency.tables[table]?.key;
    const columns = Object.keys([...byId.values()][0] ?? {});
    const assignments = columns
      .filter((column) => column !== key)
      .map((column) => `"${column}" = excluded."${column}"`)
      .join(', ');
    const names = columns.map((column) => `"${column}"`).join(', ');
    const creates = call !== undefined && byId.has(call.newId);
    const { rowCount } = await client.query(
      prepared(
        `INSERT INTO "${table}" (${names})
         SELECT ${names} FROM jsonb_populate_recordset(NULL::"${table}", $1::jsonb)
         ON CONFLICT ("${key}") DO UPDATE SET ${assignments}${creates ? ` WHERE excluded."${key}"::text <> $2` : ''}`,
        [JSON.stringify([...byId.values()]), ...(creates ? [call.newId] : [])],
      ),
    );
    if (creates && rowCount !== byId.size) return false;
  }
  const outbox = outboxInsert(events);
  const result = call && 'call AS (UPDATE hub.idempotency SET result_id = $5 WHERE key = $4), ';
  await client.query(
    prepared(
      `WITH ${result ?? ''}file AS (
         INSERT INTO hub.file (key, version) SELECT * FROM unnest($2::text[], $3::int[])
         ON CONFLICT (key) DO UPDATE SET version = excluded.version)
       ${outbox.text}`,
      [
        ...outbox.values,
        [...versions.keys()],
        [...versions.values()],
        ...(call ? [call.idempotencyKey, call.result] : []),
      ],
    ),
  );
  return true;
}
