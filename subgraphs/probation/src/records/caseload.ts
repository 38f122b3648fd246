import {
  type Connection,
  connectionOf,
  createGroupedLoader,
  isFilled,
  type PageArguments,
  pageRequest,
  type Reader,
} from '@throughgate/subgraph-kit';
import type { ProbationCase } from '../generated/prisma/client.ts';

/** Whose cases are asked for, on which day. */
interface CaseloadOf {
  readonly parent: string;
  /** `YYYY-MM-DD`. */
  readonly on: string;
}

/** The cases of a delivery unit or of a practitioner that were open on a day: how they are read, page by page, and counted. */
export interface Caseload {
  readonly page: Reader<CaseloadOf & PageArguments, Connection<ProbationCase>>;
  readonly count: Reader<CaseloadOf, number>;
}

/**
 * A case is open from the day it was opened to the last day of its orders and licences, or while it has none yet. Parents are
 * $1, the day is $2. Prisma has no such query.
 * @param table what leads from the parent to its cases
 */
function caseload(table: string): Caseload {
  const open = `${table} AND c."openedOn" <= $2::date
    AND (c."supervisedUntil" IS NULL OR c."supervisedUntil" >= $2::date)`;
  return {
    page: {
      create: ({ runSql }) =>
        createGroupedLoader<CaseloadOf & PageArguments, Connection<ProbationCase>>({
          groupOf: ({ on, first, after }) => JSON.stringify([on, first, after ?? null]),
          idOf: ({ parent }) => parent,
          async read(keys) {
            const [{ on, first, after }] = keys;
            const page = pageRequest({ first, after: after ?? null }, isFilled);
            const rows = await runSql<ProbationCase & { parentKey: string }>(
              `SELECT page.* FROM unnest($1::text[]) AS parent (key) CROSS JOIN LATERAL (
                 SELECT c.*, parent.key AS "parentKey" FROM ${open} AND ($3::text IS NULL OR c.crn > $3::text)
                 ORDER BY c.crn LIMIT $4
               ) AS page`,
              keys.map(({ parent }) => parent),
              on,
              page.after?.[0] ?? null,
              page.first + 1,
            );
            const byParent = Map.groupBy(rows, ({ parentKey }) => parentKey);
            return ({ parent }) => connectionOf(byParent.get(parent) ?? [], page, ({ crn }) => [crn]);
          },
        }),
    },
    count: {
      create: ({ runSql }) =>
        createGroupedLoader<CaseloadOf, number>({
          groupOf: ({ on }) => on,
          idOf: ({ parent }) => parent,
          async read(keys) {
            const rows = await runSql<{ key: string; count: number }>(
              `SELECT parent.key, page.count FROM unnest($1::text[]) AS parent (key) CROSS JOIN LATERAL (
                 SELECT count(*)::int AS count FROM ${open}
               ) AS page`,
              keys.map(({ parent }) => parent),
              keys[0].on,
            );
            const counts = new Map(rows.map(({ key, count }) => [key, count]));
            return ({ parent }) => counts.get(parent) ?? 0;
          },
        }),
    },
  };
}

/** The cases that a delivery unit supervises now and that were open on a day. */
export const casesOfUnit = caseload('"ProbationCase" c WHERE c."deliveryUnitCode" = parent.key');

/** The cases that were allocated to a practitioner on a day and open. */
export const casesOfManager = caseload(
  `"CommunityManager" m JOIN "ProbationCase" c ON c.crn = m.crn
   WHERE m.code = parent.key AND m."allocatedOn" <= $2::date AND (m."to" IS NULL OR m."to" > $2::date)`,
);
