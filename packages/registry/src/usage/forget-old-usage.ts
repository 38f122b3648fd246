import { inTransaction } from '@throughgate/database';
import type pg from 'pg';

/** Days that use is kept: the widest window of a check is 365. */
const useKept = 400;
/** Days that a report's id is kept, after which nobody sends it again. */
const reportsKept = 30;

/** Deletes what no check, list or gateway asks for any more: old use, ids of old reports, and shapes that nobody uses. */
export async function forgetOldUsage(pool: pg.Pool): Promise<void> {
  await inTransaction(pool, async (client) => {
    // Reports under way are waited for, and the next ones wait: none may count a shape that is just going.
    await client.query('LOCK TABLE "OperationUse", "RegisteredOperation" IN SHARE ROW EXCLUSIVE MODE');
    await client.query(`DELETE FROM "OperationUse" WHERE day < (now() AT TIME ZONE 'UTC')::date - $1::int`, [
      useKept,
    ]);
    await client.query(`DELETE FROM "CountedReport" WHERE at < now() - make_interval(days => $1)`, [
      reportsKept,
    ]);
    await client.query(
      `DELETE FROM "OperationShape" s
        WHERE NOT EXISTS (SELECT FROM "OperationUse" u WHERE u.hash = s.hash)
          AND NOT EXISTS (SELECT FROM "RegisteredOperation" r WHERE r.hash = s.hash)`,
    );
  });
}
