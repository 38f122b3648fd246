import { inTransaction } from '@throughgate/database';
import type pg from 'pg';

/** Which dead letters: those with these ids, or those that wait, of one topic or with one reason where these are named. */
export type DismissedLetters =
  | { readonly ids: readonly string[] }
  | { readonly topic?: string | undefined; readonly code?: string | undefined };

/** That somebody decided that a record need not be applied. */
export interface Dismissal {
  readonly at: Date;
  /** Who decided. */
  readonly by: string;
  readonly reason: string;
}

/** What became of dismissing one. */
export interface DismissedLetter {
  readonly id: string;
  readonly outcome: 'dismissed' | 'already dismissed' | 'already replayed';
}

/**
 * Dismisses dead letters, all or, when an id is unknown, none. One that was dismissed before keeps who did so and why.
 * Raises an error that names ids of which there is no dead letter.
 */
export async function dismissDeadLetters(
  pool: pg.Pool,
  which: DismissedLetters,
  { by, reason }: Omit<Dismissal, 'at'>,
): Promise<readonly DismissedLetter[]> {
  return inTransaction(pool, async (client) => {
    const rows = await find(client, which);
    const fresh = rows.filter(({ replayed, dismissed }) => !replayed && !dismissed).map(({ id }) => id);
    await client.query(
      `INSERT INTO hub.dead_letter_dismissal (dead_letter, by, reason) SELECT unnest($1::bigint[]), $2, $3
      ON CONFLICT DO NOTHING`,
      [fresh, by, reason],
    );
    return rows.map(({ id, replayed, dismissed }) => ({
      id,
      outcome: dismissed ? 'already dismissed' : replayed ? 'already replayed' : 'dismissed',
    }));
  });
}

/** What is known of a letter that is to be dismissed. */
interface Found {
  readonly id: string;
  readonly replayed: boolean;
  readonly dismissed: boolean;
}

async function find(client: pg.ClientBase, which: DismissedLetters): Promise<readonly Found[]> {
  const select = `SELECT id, replayed_at IS NOT NULL AS replayed, dismissal.at IS NOT NULL AS dismissed
    FROM hub.dead_letter LEFT JOIN hub.dead_letter_dismissal AS dismissal ON dead_letter = id`;
  if (!('ids' in which)) {
    const { rows } = await client.query<Found>(
      `${select} WHERE replayed_at IS NULL AND dismissal.at IS NULL
        AND ($1::text IS NULL OR topic = $1) AND ($2::text IS NULL OR error_code = $2) ORDER BY id`,
      [which.topic ?? null, which.code ?? null],
    );
    return rows;
  }
  const { rows } = await client.query<Found>(`${select} WHERE id = ANY ($1::bigint[]) ORDER BY id`, [
    which.ids,
  ]);
  const known = new Set(rows.map(({ id }) => id));
  const unknown = which.ids.filter((id) => !known.has(BigInt(id).toString()));
  if (unknown.length > 0) throw new Error(`There is no dead letter ${unknown.join(', ')}`);
  return rows;
}
