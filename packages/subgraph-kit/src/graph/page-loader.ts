import { givenList } from '@throughgate/database';
import { isPlainDate } from '@throughgate/domain';
import type DataLoader from 'dataloader';
import { type Condition, conditionsSql } from './condition.ts';
import {
  type Connection,
  connectionOf,
  isFilled,
  isMoment,
  type PageArguments,
  pageRequest,
} from './connection.ts';
import { countLoader } from './count-loader.ts';
import { createGroupedLoader } from './grouped-loader.ts';
import type { RecordSource } from './record-source.ts';

/** What a page loader reads: a table, the column that names the parent, and the order. */
export interface PagedTable<Row> {
  readonly table: string;
  readonly parent: keyof Row & string;
  /** Column by which rows are ordered. */
  readonly orderedBy: keyof Row & string;
  /** Type of that column: `timestamptz` or `date`. @default a moment */
  readonly as?: 'moment' | 'date';
  /** Which rows come first. @default the latest */
  readonly first?: 'latest' | 'earliest';
  /** Unique text column that orders rows of the same moment. */
  readonly id: keyof Row & string;
}

/** A page of a parent's rows. */
export interface PageKey<Row = object> extends PageArguments {
  readonly parent: string;
  /** What the rows must be. @default all */
  readonly where?: readonly Condition<Row>[];
}

/** A page that can say how many rows there are in all pages. */
export interface CountedConnection<Node> extends Connection<Node> {
  /**
   * How many there are in all pages, which is counted when it is asked for: GraphQL calls it as a method then. Its type is
   * that of its answer, which is what generated types of connections want.
   */
  readonly totalCount: number;
}

/**
 * Loads pages of rows of many parents: one statement for all parents that ask for the same page, each reading
 * no more rows than its page through the index on (parent, order, id). Prisma has no such query.
 */
export function pageLoader<Row extends object>(
  { runSql, rowsBy }: Pick<RecordSource, 'runSql' | 'rowsBy'>,
  { table, parent, orderedBy, as = 'moment', first: firstRow = 'latest', id }: PagedTable<Row>,
): DataLoader<PageKey<Row>, CountedConnection<Row>, string> {
  const counts = countLoader<Row>(runSql, { table, parent });
  const [isPosition, type] = as === 'date' ? [isPlainDate, 'date'] : [isMoment, 'timestamptz'];
  const [way, beyond] = firstRow === 'latest' ? ['DESC', '<'] : ['ASC', '>'];
  const positionOf = (row: Row) => [textOf(row[orderedBy] as Date | string, as), row[id] as string];
  const parentOf = (row: Row) => row[parent] as string;
  return createGroupedLoader<PageKey<Row>, CountedConnection<Row>>({
    groupOf: ({ first, after, where = [] }) => JSON.stringify([first, after ?? null, where]),
    idOf: (key) => key.parent,
    async read(keys) {
      const [{ first, after, where = [] }] = keys;
      const page = pageRequest({ first, after: after ?? null }, isPosition, isFilled);
      const [moment, lastId] = page.after ?? [];
      const values: unknown[] = [
        keys.map((key) => key.parent),
        moment ?? null,
        lastId ?? null,
        page.first + 1,
      ];
      const conditions = conditionsSql(where, values);
      const rows = await rowsBy<Row>(
        table,
        (
          columns,
        ) => `SELECT page.* FROM unnest(${givenList('$1', 'text')}) AS parent (key) CROSS JOIN LATERAL (
           SELECT ${columns} FROM "${table}" WHERE "${parent}" = parent.key
             AND ($2::${type} IS NULL OR ("${orderedBy}", "${id}") ${beyond} ($2::${type}, $3::text))${conditions}
           ORDER BY "${orderedBy}" ${way}, "${id}" ${way} LIMIT $4
         ) AS page`,
        values,
      );
      const byParent = Map.groupBy(rows, parentOf);
      return (key) => ({
        ...connectionOf(byParent.get(key.parent) ?? [], page, positionOf),
        totalCount: (() => counts.load({ parent: key.parent, where })) as unknown as number,
      });
    },
  });
}

/** A day or moment as cursors hold it; without Prisma, a day is text already. */
function textOf(at: Date | string, as: 'moment' | 'date'): string {
  const moment = typeof at === 'string' ? at : at.toISOString();
  return as === 'date' ? moment.slice(0, 'YYYY-MM-DD'.length) : moment;
}
