import type { OperationSummary, Page, PageRequest } from '@throughgate/registry-client';
import type pg from 'pg';
import { z } from 'zod';
import { cursorOf, readCursor } from './cursor.ts';
import { firstDay } from './first-day.ts';

/** Most clients told of one operation, those that use it most. */
const mostClients = 100;

/** Place after an operation in the order of the list: fewer requests, then by hash. */
const position = z.tuple([z.int(), z.string()]);

/**
 * Operations that ran in the last `days` days, or are registered, those that ran most first. `next` says after how
 * many requests and which operation to go on, so that counts that grow meanwhile make no page fail.
 */
export async function listOperations(
  pool: pg.Pool,
  { first = 50, after, days }: PageRequest & { readonly days: number },
): Promise<Page<OperationSummary>> {
  const [requests, hash] = readCursor(position, after) ?? [null, null];
  const { rows } = await pool.query<OperationSummary>(
    `WITH uses AS (
       SELECT hash, "clientName", "clientVersion", sum(requests)::bigint AS requests,
           sum(failures)::bigint AS failures, max("lastSeen") AS seen
         FROM "OperationUse" WHERE day >= $1::date GROUP BY 1, 2, 3),
     sums AS (
       SELECT hash, sum(requests)::bigint AS requests, sum(failures)::bigint AS failures, max(seen) AS seen
         FROM uses GROUP BY hash),
     registered AS (
       SELECT hash, json_agg(client ORDER BY client) AS clients FROM "RegisteredOperation" GROUP BY hash),
     listed AS (
       SELECT s.hash, s.name, s.document, coalesce(r.clients, '[]') AS "registeredBy",
           coalesce(u.requests, 0) AS requests, coalesce(u.failures, 0) AS failures, u.seen
         FROM "OperationShape" s LEFT JOIN sums u USING (hash) LEFT JOIN registered r USING (hash)
         WHERE u.hash IS NOT NULL OR r.hash IS NOT NULL)
     SELECT hash, name, document, "registeredBy", requests::float8, failures::float8,
         to_char(seen AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "lastSeen",
         (SELECT coalesce(json_agg(json_build_object('name', c."clientName", 'version', c."clientVersion",
             'requests', c.requests,
             'lastSeen', to_char(c.seen AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))), '[]')
           FROM (SELECT * FROM uses WHERE uses.hash = listed.hash
             ORDER BY requests DESC, "clientName", "clientVersion" LIMIT $5) c) AS clients
       FROM listed WHERE $2::bigint IS NULL OR (-requests, hash) > (-$2::bigint, $3)
       ORDER BY -requests, hash LIMIT $4`,
    [firstDay(days), requests, hash, first + 1, mostClients],
  );
  const items = rows.slice(0, first);
  const last = items.at(-1);
  return { items, next: last && rows.length > first ? cursorOf([last.requests, last.hash]) : null };
}
