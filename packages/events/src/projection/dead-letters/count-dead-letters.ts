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
