import { dayAsMidnight, dayAsText } from '@throughgate/database';
import type pg from 'pg';

/** Runs SQL and gives its rows as Prisma types them. */
export type RunSql = <Row>(sql: string, ...values: unknown[]) => Promise<Row[]>;

/** The part of a Prisma client that the kit itself uses; each subgraph generates its own client. */
export interface PrismaConnection {
  $queryRawUnsafe<Rows>(sql: string, ...values: unknown[]): Promise<Rows>;
  $disconnect(): Promise<void>;
}

/** An order of rows: columns in the order of their weight. */
export type RowOrder = readonly Readonly<Record<string, 'asc' | 'desc'>>[];

/** Where the records of an agency are read. */
export interface RecordSource {
  readonly runSql: RunSql;
  /** The rows of a table that have one of these values in a column. */
  rowsIn<Row>(table: string, column: string, values: string[], order?: RowOrder): Promise<Row[]>;
  /** How pg must read the columns of a table, so that its rows are those of `rowsIn`. */
  typesOf(table: string): pg.CustomTypesConfig;
}

/** What Prisma generates for a model. */
interface Delegate {
  findMany(query: object): Promise<unknown[]>;
}

/** Reads by the delegate that a Prisma client has for a table; by SQL where there is no generated client. */
export function createRecordSource(connection: PrismaConnection): RecordSource {
  const runSql: RunSql = (sql, ...values) => connection.$queryRawUnsafe(sql, ...values);
  const delegates = connection as unknown as Readonly<Record<string, Delegate | undefined>>;
  const delegateOf = (table: string) => delegates[`${table[0]?.toLowerCase()}${table.slice(1)}`];
  return {
    runSql,
    typesOf: (table) => (delegateOf(table) ? dayAsMidnight : dayAsText),
    rowsIn: <Row>(table: string, column: string, values: string[], order?: RowOrder) => {
      const delegate = delegateOf(table);
      if (!delegate) return runSql<Row>(selectIn(table, column, order), values);
      const query = { where: { [column]: { in: values } }, ...(order ? { orderBy: order } : {}) };
      return delegate.findMany(query) as Promise<Row[]>;
    },
  };
}

function selectIn(table: string, column: string, order: RowOrder = []): string {
  const by = order.flatMap((columns) => Object.entries(columns)).map(([name, way]) => `"${name}" ${way}`);
  const select = `SELECT * FROM "${table}" WHERE "${column}" = ANY ($1)`;
  return by.length > 0 ? `${select} ORDER BY ${by.join(', ')}` : select;
}
