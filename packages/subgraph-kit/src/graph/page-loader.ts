import type DataLoader from 'dataloader';
import {
  type Connection,
  connectionOf,
  isFilled,
  isMoment,
  type PageArguments,
  pageRequest,
} from './connection.ts';
import { createGroupedLoader } from './grouped-loader.ts';
import type { RunSql } from './record-source.ts';

/** What a page loader reads: a table, the column that names the parent, and the newest-first order. */
export interface PagedTable<Row> {
  readonly table: string;
  readonly parent: keyof Row & string;
  /** Column of type timestamptz by which rows are ordered, the latest first. */
  readonly orderedBy: keyof Row & string;
  /** Unique text column that orders rows of the same moment. */
  readonly id: keyof Row & string;
}

/** A page of a parent's rows. */
export interface PageKey extends PageArguments {
  readonly parent: string;
}

/**
 * Loads pages of rows of many parents: one statement for all parents that ask for the same page, each reading
 * no more rows than its page through the index on (parent, order, id). Prisma has no such query.
 */
export function pageLoader<Row extends object>(
  run: RunSql,
  { table, parent, orderedBy, id }: PagedTable<Row>,
): DataLoader<PageKey, Connection<Row>, string> {
  const positionOf = (row: Row) => [(row[orderedBy] as Date).toISOString(), row[id] as string];
  const parentOf = (row: Row) => row[parent] as string;
  return createGroupedLoader<PageKey, Connection<Row>>({
    groupOf: ({ first, after }) => `${first} ${after ?? ''}`,
    idOf: (key) => key.parent,
    async read(keys) {
      const [{ first, after }] = keys;
      const page = pageRequest({ first, after: after ?? null }, isMoment, isFilled);
      const [moment, lastId] = page.after ?? [];
      const rows = await run<Row>(
        `SELECT page.* FROM unnest($1::text[]) AS parent (key) CROSS JOIN LATERAL (
           SELECT * FROM "${table}" WHERE "${parent}" = parent.key
             AND ($2::timestamptz IS NULL OR ("${orderedBy}", "${id}") < ($2::timestamptz, $3::text))
           ORDER BY "${orderedBy}" DESC, "${id}" DESC LIMIT $4
         ) AS page`,
        keys.map((key) => key.parent),
        moment ?? null,
        lastId ?? null,
        page.first + 1,
      );
      const byParent = Map.groupBy(rows, parentOf);
      return (key) => connectionOf(byParent.get(key.parent) ?? [], page, positionOf);
    },
  });
}
