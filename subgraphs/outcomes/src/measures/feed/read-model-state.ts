import type pg from 'pg';

/** The read model at the moment of a transaction. */
export interface ReadModelState {
  /** Names it, and the history of the server that it is on: a restored server has other transactions of the same numbers. */
  readonly model: string;
  /** The earliest transaction that had not ended: all earlier ones are to be seen, and none of them changes anything any more. */
  readonly horizon: string;
}

/** Reads which read model there is. */
export async function readModelState(client: Pick<pg.ClientBase, 'query'>): Promise<ReadModelState> {
  const { rows } = await client.query<ReadModelState>(
    `SELECT concat_ws('/', (SELECT system_identifier FROM pg_control_system()), (SELECT timeline_id FROM pg_control_checkpoint()),
         (SELECT oid FROM pg_database WHERE datname = current_database()), active_generation) AS model,
       pg_snapshot_xmin(pg_current_snapshot())::text AS horizon
     FROM hub.projection WHERE name = 'outcomes'`,
  );
  if (!rows[0]) throw new Error('There is no read model of journeys yet');
  return rows[0];
}

/** The transaction after all that had begun by now. */
export async function readNextTransaction(pool: pg.Pool): Promise<bigint> {
  const { rows } = await pool.query<{ next: string }>(
    'SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS next',
  );
  return BigInt(rows[0]?.next ?? 0);
}
