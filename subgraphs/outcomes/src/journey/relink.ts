import type pg from 'pg';
import { linkFiles } from './link-files.ts';

/** Key of the advisory lock under which clusters change: two at once could each miss what the other links. */
const linkageLock = 7_468_726_101;

/**
 * Decides anew who is who, for the files given and everyone they are or may become linked to. Their identifiers
 * must be stored already. Runs in a transaction and holds the linkage lock until that ends.
 */
export async function relink(client: pg.ClientBase, fileIds: readonly string[]): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [linkageLock]);
  const { rows } = await client.query<{ id: string; cluster_id: string; identifiers: string[] }>(
    `WITH touched AS (
       SELECT cluster_id FROM file WHERE id = ANY ($1::uuid[])
       UNION
       SELECT other.cluster_id FROM identifier mine
         JOIN identifier theirs ON theirs.kind = mine.kind AND theirs.value = mine.value
         JOIN file other ON other.id = theirs.file_id
       WHERE mine.file_id = ANY ($1::uuid[])
     )
     SELECT file.id, file.cluster_id,
       coalesce(array_agg(kind || ' ' || value) FILTER (WHERE kind IS NOT NULL), '{}') AS identifiers
     FROM file LEFT JOIN identifier ON identifier.file_id = file.id
     WHERE cluster_id IN (SELECT cluster_id FROM touched)
     GROUP BY file.id`,
    [fileIds],
  );
  const clusters = linkFiles(rows);
  const moved = rows.filter(({ id, cluster_id }) => clusters.get(id) !== cluster_id);
  if (moved.length === 0) return;
  await client.query(
    `UPDATE file SET cluster_id = moved.cluster_id
     FROM unnest($1::uuid[], $2::uuid[]) AS moved (id, cluster_id) WHERE file.id = moved.id`,
    [moved.map(({ id }) => id), moved.map(({ id }) => clusters.get(id))],
  );
}
