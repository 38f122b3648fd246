import type { ComputedColumn } from '@throughgate/measures';
import { columns } from './columns.ts';

/**
 * How many referrals the key worker held on the day of the assignment, as the graph counts a caseload: those assigned on or before that
 * day and not over by it. Counted from all assignments as they are known, so that one which is told late is in it.
 *
 * The kind must have `key_worker` and `assigned_on`.
 */
export function caseload(kind: string): ComputedColumn {
  return {
    ...columns.caseload,
    reads: ['key_worker_assignment'],
    sql: (episodes) => `
      SELECT r.id, greatest(held.referrals, 1)::INTEGER AS value
      FROM (${episodes(kind)}) AS r ASOF JOIN (
        SELECT key_worker, on_day, sum(sum(change)) OVER (PARTITION BY key_worker ORDER BY on_day) AS referrals
        FROM (
          SELECT key_worker, from_on AS on_day, 1 AS change FROM (${episodes('key_worker_assignment')})
          UNION ALL
          SELECT key_worker, to_on, -1 FROM (${episodes('key_worker_assignment')}) WHERE to_on IS NOT NULL
        ) AS step
        GROUP BY key_worker, on_day
      ) AS held ON held.key_worker = r.key_worker AND held.on_day <= r.assigned_on`,
  };
}
