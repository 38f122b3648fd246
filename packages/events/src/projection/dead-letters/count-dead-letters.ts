import type pg from 'pg';

/** How many dead letters of a database wait: neither replayed nor dismissed. Creates nothing: without tables there are none. */
export async function countWaitingDeadLetters(client: pg.ClientBase): Promise<number> {
  const { rows: tables } = await client.query<{ letters: boolean; dismissals: boolean }>(
    `SELECT to_regclass('hub.dead_letter') IS NOT NULL AS letters,
      to_regclass('hub.dead_letter_dismissal') IS NOT NULL AS dismissals`,
  );
  if (!tables[0]?.letters) return 0;
  const undismissed = tables[0].dismissals
    ? 'AND NOT EXISTS (SELECT FROM hub.dead_letter_dismissal WHERE dead_letter = letter.id)'
    : '';
  const { rows } = await client.query<{ count: string }>(
    `SELECT count(*) FROM hub.dead_letter AS letter WHERE replayed_at IS NULL ${undismissed}`,
  );
  return Number(rows[0]?.count ?? 0);
}

/** Counts the dead letters of a projection that were neither replayed nor dismissed; 10,000 of them at most. */
export async function countWaitingOf(database: pg.Pool | pg.ClientBase, projection: string): Promise<number> {
  const { rows } = await database.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (
      SELECT FROM hub.dead_letter WHERE projection = $1 AND replayed_at IS NULL
        AND NOT EXISTS (SELECT FROM hub.dead_letter_dismissal WHERE dead_letter = id)
      LIMIT 10000) AS waiting`,
    [projection],
  );
  return rows[0]?.count ?? 0;
}
