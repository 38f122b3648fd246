import { prepared } from '@throughgate/database';
import type pg from 'pg';

/** What a batch of events changed in the read model. */
export interface Changes {
  /** Ids of files, those among them that changed clusters, and the ids of these clusters. */
  readonly fileIds: Iterable<string>;
  /** Entries of registers. */
  readonly entries: readonly { readonly agency: string; readonly key: string }[];
}

/**
 * The statements that note that this transaction changed files and entries of registers. To be run last in it, and once: rows are locked
 * in one order, so that two transactions which link the same people cannot wait for each other.
 */
export function noteChanges({ fileIds, entries }: Changes): readonly pg.QueryConfig[] {
  const files = [...new Set(fileIds)];
  const statements: pg.QueryConfig[] = [];
  if (files.length > 0) {
    statements.push(
      prepared(
        `INSERT INTO file_change (file_id, changed)
         SELECT id, pg_current_xact_id() FROM unnest($1::uuid[]) AS new (id) ORDER BY id
         ON CONFLICT (file_id) DO UPDATE SET changed = excluded.changed`,
        [files],
      ),
    );
  }
  if (entries.length > 0) {
    statements.push(
      prepared(
        `INSERT INTO register_change (agency, entry, changed)
         SELECT DISTINCT agency, entry, pg_current_xact_id() FROM unnest($1::text[], $2::text[]) AS new (agency, entry)
         ORDER BY agency, entry
         ON CONFLICT (agency, entry) DO UPDATE SET changed = excluded.changed`,
        [entries.map(({ agency }) => agency), entries.map(({ key }) => key)],
      ),
    );
  }
  return statements;
}
