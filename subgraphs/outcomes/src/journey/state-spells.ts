import { prepared } from '@throughgate/database';
import type pg from 'pg';
import type { IdOf } from './file-ids.ts';
import type { Meaning } from './read-event.ts';

/** The statement that stores what events say of periods; a later version of the file wins over an earlier one that comes late. */
export function stateSpells(meanings: readonly Meaning[], idOf: IdOf): pg.QueryConfig | undefined {
  const stated = new Map<string, { readonly version: number; readonly row: readonly (string | null)[] }>();
  for (const { event, spells } of meanings) {
    const { agency, version } = event;
    const fileId = idOf(event);
    for (const { id, kind, from, to } of spells) {
      const name = `${fileId} ${kind} ${id}`;
      const earlier = stated.get(name);
      if (earlier && earlier.version > version) continue;
      stated.set(name, { version, row: [fileId, id, kind, agency, from, to, String(version)] });
    }
  }
  if (stated.size === 0) return undefined;
  const rows = [...stated.values()].map(({ row }) => row);
  return prepared(
    `INSERT INTO spell (file_id, id, kind, agency, begins, ends, version)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::date[], $6::date[], $7::bigint[])
     ON CONFLICT (file_id, kind, id) DO UPDATE
       SET begins = excluded.begins, ends = excluded.ends, version = excluded.version
       WHERE spell.version < excluded.version`,
    [0, 1, 2, 3, 4, 5, 6].map((column) => rows.map((row) => row[column])),
  );
}
