import DataLoader from 'dataloader';
import {
  type Connection,
  connectionOf,
  isFilled,
  isMoment,
  type PageArguments,
  pageRequest,
} from './connection.ts';

/** Largest number of keys that one SQL statement asks for. */
const largestBatch = 1_000;

/** Loads single rows by a unique key; null where there is none. One statement for all keys of a request's tick. */
export function rowLoader<Row>(
  read: (keys: string[]) => Promise<Row[]>,
  keyOf: (row: Row) => string,
): DataLoader<string, Row | null> {
  return new DataLoader(
    async (keys) => {
      const rows = new Map((await read([...keys])).map((row) => [keyOf(row), row]));
      return keys.map((key) => rows.get(key) ?? null);
    },
    { maxBatchSize: largestBatch },
  );
}

/** Loads all rows that belong to a parent, in the order in which `read` gives them. */
export function listLoader<Row>(
  read: (parents: string[]) => Promise<Row[]>,
  parentOf: (row: Row) => string,
): DataLoader<string, Row[]> {
  return new DataLoader(
    async (parents) => {
      const rows = Map.groupBy(await read([...parents]), parentOf);
      return parents.map((parent) => rows.get(parent) ?? []);
    },
    { maxBatchSize: largestBatch },
  );
}

/** What a page loader reads: a table, the column that names the parent, and the newest-first order. */
export interface PagedTable<Row> {
  readonly table: string;
  readonly parent: keyof Row & string;
  /** Column of type timestamptz by which rows are ordered, the latest first. */
  readonly orderedBy: keyof Row & string;
  /** Unique text column that orders rows of the same moment. */
  readonly id: keyof Row & string;
}

/** Runs SQL and gives its rows as Prisma types them. */
export type RunSql = <Row>(sql: string, ...values: unknown[]) => Promise<Row[]>;

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
  const loadPage = async (keys: readonly PageKey[], { first, after }: PageArguments) => {
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
    return (key: PageKey) => connectionOf(byParent.get(key.parent) ?? [], page, positionOf);
  };
  return new DataLoader(
    async (keys) => {
      const pages = Map.groupBy(keys, pageOf);
      const read = new Map(
        await Promise.all(
          // A page that cannot be read, for its cursor perhaps, is its own error and not that of the others.
          [...pages].map(
            async ([page, same]) => [page, await loadPage(same, same[0] as PageKey).catch(failure)] as const,
          ),
        ),
      );
      return keys.map((key) => {
        const page = read.get(pageOf(key));
        if (page === undefined) return new Error('unreachable: every page asked for was read');
        return page instanceof Error ? page : page(key);
      });
    },
    { cacheKeyFn: (key) => `${pageOf(key)} ${key.parent}`, maxBatchSize: largestBatch },
  );
}

function pageOf({ first, after }: PageKey): string {
  return `${first} ${after ?? ''}`;
}

function failure(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** The rows of these keys, those that do not exist left out. */
export async function loadAll<Row>(
  loader: DataLoader<string, Row | null>,
  keys: readonly string[],
): Promise<Row[]> {
  const rows = await Promise.all(keys.map((key) => loader.load(key)));
  return rows.filter((row) => row !== null);
}

/** The row of a key that must exist, because another record points to it. */
export async function required<Row>(loader: DataLoader<string, Row | null>, key: string): Promise<Row> {
  const row = await loader.load(key);
  if (row === null) throw new Error('a record that another one points to does not exist');
  return row;
}
