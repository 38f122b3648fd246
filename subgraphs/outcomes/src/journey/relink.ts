import { advisoryLockText, prepared } from '@throughgate/database';
import type pg from 'pg';
import { linkFiles } from './link-files.ts';

/**
 * Lets one transaction at a time change who is who in a generation of the read model, until it ends: two at once
 * could each miss what the other links. To be called before the first row of `file` is changed, since another
 * transaction with this lock may change the same rows.
 */
export async function lockLinkage(client: pg.ClientBase): Promise<void> {
  await client.query(
    `SELECT pg_advisory_xact_lock(hashtextextended('${advisoryLockText.linkage}' || current_schema(), 0))`,
  );
}

/**
 * Decides anew who is who, for the files given and everyone they are or may become linked to. Their identifiers
 * must be stored already, and {@link lockLinkage} called.
 *
 * One step from file to file is enough: files that share an identifier were linked before, all but the ones given.
 *
 * Returns the ids of the files that came to another cluster, and of the clusters that they left or came to.
 */
export async function relink(
  client: pg.ClientBase,
  fileIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ id: string; cluster_id: string; identifiers: string[] }>(
    prepared(
      `WITH touched AS (
       SELECT cluster_id FROM file WHERE id = ANY ($1::uuid[])
       UNION
       SELECT other.cluster_id FROM identifier mine
         JOIN identifier theirs ON theirs.kind = mine.kind AND theirs.value = mine.value
         JOIN file other ON other.id = theirs.file_id
       WHERE mine.file_id = ANY ($1::uuid[])
     )
     SELECT id, cluster_id,
       ARRAY(SELECT kind || ' ' || value FROM identifier WHERE file_id = file.id) AS identifiers
     FROM touched JOIN file USING (cluster_id)`,
      [fileIds],
    ),
  );
  const clusters = linkFiles(rows);
  const moved = rows.filter(({ id, cluster_id }) => clusters.get(id) !== cluster_id);
  if (moved.length === 0) return new Set();
  await client.query(
    prepared(
      `UPDATE file SET cluster_id = moved.cluster_id
     FROM unnest($1::uuid[], $2::uuid[]) AS moved (id, cluster_id) WHERE file.id = moved.id`,
      [moved.map(({ id }) => id), moved.map(({ id }) => clusters.get(id))],
    ),
  );
  return new Set(moved.flatMap(({ id, cluster_id }) => [id, cluster_id, clusters.get(id) ?? id]));
}
