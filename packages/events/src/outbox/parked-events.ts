import type pg from 'pg';

/** An event that its relay set aside. */
export interface ParkedEvent {
  /** Its position in the outbox, by which it is released. */
  readonly position: string;
  /** Id of the event. */
  readonly id: string;
  readonly type: string;
  /** The file's version that the event tells of. */
  readonly version: number;
  readonly parkedAt: Date;
  /** Why the event log does not take it. */
  readonly reason: string;
}

/** Lists the parked events of an outbox, the first `limit` after position `after`. */
export async function listParked(
  pool: pg.Pool,
  { after = '0', limit }: { readonly after?: string; readonly limit: number },
): Promise<readonly ParkedEvent[]> {
  const { rows } = await pool.query<ParkedEvent>(
    `SELECT position, id, type, version::float8 AS version, parked_at AS "parkedAt", parked_reason AS reason
      FROM hub.outbox WHERE parked_at IS NOT NULL AND position > $1::bigint ORDER BY position LIMIT $2`,
    [after, limit],
  );
  return rows;
}

/**
 * Lets the relay try parked events again: those at these positions, or all. What it still cannot send is parked anew.
 * Returns how many were released.
 */
export async function releaseParked(pool: pg.Pool, positions: readonly string[] | 'all'): Promise<number> {
  const { rowCount } = await pool.query(
    `UPDATE hub.outbox SET parked_at = NULL, parked_reason = NULL
      WHERE parked_at IS NOT NULL AND ($1::bigint[] IS NULL OR position = ANY ($1::bigint[]))`,
    [positions === 'all' ? null : positions],
  );
  await pool.query(`SELECT pg_notify('outbox', '')`);
  return rowCount ?? 0;
}
