import type { Episode } from '@throughgate/measures';
import type pg from 'pg';
import type { Episodes } from '../../src/measures/index.ts';
import { readPersonFacts } from '../../src/releases/read-person-facts.ts';

/** Episodes of a kind, with how many statements it took to work them out. */
export interface Derived {
  readonly episodes: readonly Episode[];
  readonly statements: number;
}

/**
 * Works out the episodes of a kind from the read model as it is, for some people.
 * @param personIds @default everybody whom an event has described
 */
export async function derive(pool: pg.Pool, kind: Episodes, personIds?: readonly string[]): Promise<Derived> {
  const { rows } = await pool.query<{ id: string; sex: string | null; born: string | null }>(
    `SELECT DISTINCT ON (cluster_id) cluster_id AS id, sex, date_of_birth::text AS born FROM outcomes.file
     WHERE described_at IS NOT NULL AND ($1::uuid[] IS NULL OR cluster_id = ANY ($1::uuid[]))
     ORDER BY cluster_id, described_at DESC, id`,
    [personIds ?? null],
  );
  const ids = rows.map(({ id }) => id);
  const client = await pool.connect();
  let statements = 0;
  // Every overload of `query` takes what it takes.
  const query = ((...given: Parameters<pg.PoolClient['query']>) => {
    statements += 1;
    return client.query(...given);
  }) as pg.PoolClient['query'];
  try {
    const episodes = await kind.derive({
      client: { query },
      personIds: ids,
      people: new Map(rows.map(({ id, sex, born }) => [id, { sex, dateOfBirth: born }])),
      facts: (names) => {
        statements += 1;
        return readPersonFacts(pool, ids, new Set(names));
      },
    });
    return { episodes, statements };
  } finally {
    client.release();
  }
}
