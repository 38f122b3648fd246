import { createHash } from 'node:crypto';
import { advisoryLockText, inTransaction } from '@throughgate/database';
import type { Cohort } from '@throughgate/measures';
import type pg from 'pg';
import { readCohort } from './read-cohorts.ts';
import type { SavedCohort } from './saved-cohort.ts';

/** What is to be saved, checked. */
export interface CohortToSave {
  readonly name: string;
  readonly title: string;
  readonly conditions: Cohort;
  readonly savedBy: string;
}

/**
 * Saves a cohort: as version 1 of a new name, or as the next version of one that there is. Content that a version has already is
 * that version, so the same call can be sent again, also after others were made. Calls for one name run one after the other.
 */
export async function saveCohort(pool: pg.Pool, cohort: CohortToSave): Promise<SavedCohort> {
  const { name, title, conditions, savedBy } = cohort;
  const digest = digestOf(title, conditions);
  const version = await inTransaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      advisoryLockText.cohort(name),
    ]);
    const known = await client.query<{ version: number }>(
      'SELECT version FROM "CohortVersion" WHERE name = $1 AND digest = $2',
      [name, digest],
    );
    if (known.rows[0]) return known.rows[0].version;
    const { rows } = await client.query<{ version: number }>(
      `INSERT INTO "CohortVersion" (name, version, title, conditions, digest, "savedAt", "savedBy")
       SELECT $1, coalesce(max(version), 0) + 1, $2, $3, $4, clock_timestamp(), $5 FROM "CohortVersion" WHERE name = $1
       RETURNING version`,
      [name, title, JSON.stringify(conditions), digest, savedBy],
    );
    return rows[0]?.version ?? 0;
  });
  const saved = await readCohort(pool, { name, version });
  if (!saved) throw new Error('unreachable: what was saved is never deleted');
  return saved;
}

/** The same for contents that mean the same: neither the order of dimensions nor that of codes counts. */
function digestOf(title: string, conditions: Cohort): string {
  const sorted = Object.keys(conditions)
    .sort()
    .map((dimension) => [dimension, [...(conditions[dimension] ?? [])].sort()]);
  return createHash('sha256')
    .update(JSON.stringify([title, sorted]))
    .digest('base64url');
}
