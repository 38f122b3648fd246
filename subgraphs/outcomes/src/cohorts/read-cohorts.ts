import type pg from 'pg';
import type { CohortReference } from './cohort-reference.ts';
import type { SavedCohort } from './saved-cohort.ts';

const columns = 'name, version, title, conditions, "savedAt", "savedBy"';

/** The version of a saved cohort that is named, or the latest; undefined where there is none. */
export async function readCohort(
  database: Pick<pg.Pool, 'query'>,
  { name, version }: CohortReference,
): Promise<SavedCohort | undefined> {
  const { rows } = await database.query<SavedCohort>(
    `SELECT ${columns} FROM "CohortVersion" WHERE name = $1 AND ($2::int IS NULL OR version = $2)
     ORDER BY version DESC LIMIT 1`,
    [name, version],
  );
  return rows[0];
}

/** All versions of a cohort, the latest first. */
export async function readVersions(database: Pick<pg.Pool, 'query'>, name: string): Promise<SavedCohort[]> {
  const { rows } = await database.query<SavedCohort>(
    `SELECT ${columns} FROM "CohortVersion" WHERE name = $1 ORDER BY version DESC`,
    [name],
  );
  return rows;
}

/** Cohorts in their latest versions, in the order of their names, from behind a name. */
export async function readLatest(
  database: Pick<pg.Pool, 'query'>,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<SavedCohort[]> {
  const { rows } = await database.query<SavedCohort>(
    `SELECT DISTINCT ON (name COLLATE "C") ${columns} FROM "CohortVersion" WHERE $1::text IS NULL OR name > $1 COLLATE "C"
     ORDER BY name COLLATE "C", version DESC LIMIT $2`,
    [after, limit],
  );
  return rows;
}

/** How many names of cohorts there are. */
export async function countCohorts(database: Pick<pg.Pool, 'query'>): Promise<number> {
  const { rows } = await database.query<{ count: number }>(
    'SELECT count(DISTINCT name)::int AS count FROM "CohortVersion"',
  );
  return rows[0]?.count ?? 0;
}

/** Some names, for a message that says what there is. */
export async function someNames(database: Pick<pg.Pool, 'query'>, most: number): Promise<string[]> {
  return (await readLatest(database, { after: null, limit: most })).map(({ name }) => name);
}
