import { advisoryLockText, inTransaction } from '@throughgate/database';
import type pg from 'pg';
import type { AgencyProgress } from './agency-progress.ts';

/** Moments as of which measures are told, which all replicas share. */
export interface ReleaseTicks {
  /** The latest; undefined where there was none. */
  latest(): Promise<Date | undefined>;
  /** The latest at or before a moment; undefined where there was none by then. */
  at(moment: Date): Promise<Date | undefined>;
  /** How far agencies were at the latest tick at or before a moment. */
  progressAt(moment: Date): Promise<Readonly<Record<string, AgencyProgress>>>;
  /**
   * Adds one, unless there is one after `since` already, which another replica may have added. Returns the latest.
   * @param since @default never: it is added in any case
   */
  add(at: Date, progress: Readonly<Record<string, AgencyProgress>>, since?: Date): Promise<Date>;
}

/** The release ticks of a database. */
export function releaseTicks(pool: pg.Pool): ReleaseTicks {
  const at = async (moment: Date) => {
    const { rows } = await pool.query<{ at: Date }>(
      'SELECT at FROM "ReleaseTick" WHERE at <= $1 ORDER BY at DESC LIMIT 1',
      [moment],
    );
    return rows[0]?.at;
  };
  const latest = async () => {
    const { rows } = await pool.query<{ at: Date | null }>('SELECT max(at) AS at FROM "ReleaseTick"');
    return rows[0]?.at ?? undefined;
  };
  return {
    at,
    latest,
    async progressAt(moment) {
      const { rows } = await pool.query<{ agencies: Record<string, AgencyProgress> }>(
        'SELECT agencies FROM "ReleaseTick" WHERE at <= $1 ORDER BY at DESC LIMIT 1',
        [moment],
      );
      return rows[0]?.agencies ?? {};
    },
    async add(moment, progress, since) {
      await inTransaction(pool, async (client) => {
        await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
          advisoryLockText.releaseTick,
        ]);
        await client.query(
          `INSERT INTO "ReleaseTick" (at, agencies)
           SELECT $1, $2 WHERE $3::timestamptz IS NULL OR NOT EXISTS (SELECT FROM "ReleaseTick" WHERE at > $3)
           ON CONFLICT DO NOTHING`,
          [moment, JSON.stringify(progress), since ?? null],
        );
      });
      return (await latest()) ?? moment;
    },
  };
}
