import type { CheckedOperation } from '@throughgate/checks';
import type pg from 'pg';
import { firstDay } from './first-day.ts';

/** Every operation that ran in the last `days` days, or is registered, with its uses in that time, for the checks. */
export async function checkedOperations(pool: pg.Pool, days: number): Promise<CheckedOperation[]> {
  const { rows } = await pool.query<CheckedOperation>(
    `WITH uses AS (
       SELECT hash, json_agg(json_build_object('clientName', "clientName", 'clientVersion', "clientVersion",
           'day', day::text, 'requests', requests) ORDER BY day, "clientName", "clientVersion") AS uses
         FROM "OperationUse" WHERE day >= $1::date GROUP BY hash),
     registered AS (
       SELECT hash, json_agg(client ORDER BY client) AS clients FROM "RegisteredOperation" GROUP BY hash)
     SELECT s.hash, s.name, s.document,
         coalesce(r.clients, '[]') AS "registeredBy", coalesce(u.uses, '[]') AS uses
       FROM "OperationShape" s LEFT JOIN uses u USING (hash) LEFT JOIN registered r USING (hash)
       WHERE u.hash IS NOT NULL OR r.hash IS NOT NULL ORDER BY s.hash`,
    [firstDay(days)],
  );
  return rows;
}
