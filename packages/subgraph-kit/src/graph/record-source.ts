import { dayAsMidnight, dayAsText, givenList, hasSqlState, prepared, sqlState } from '@throughgate/database';
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

/** A statement that selects whole rows of one table, by its list of columns. */
export type SelectRows = (columns: string) => string;

/** Where the records of an agency are read. */
export interface RecordSource {
  readonly runSql: RunSql;
  /** Runs a statement that selects whole rows of a table, under the columns' own names. Its texts must be few: it is prepared. */
  rowsBy<Row>(table: string, select: SelectRows, values: unknown[]): Promise<Row[]>;
  /** The rows of a table that have one of these texts in a column. */
  rowsIn<Row>(table: string, column: string, values: string[], order?: RowOrder): Promise<Row[]>;
  /** How pg must read the columns of a table, so that its rows are those of `rowsIn`. */
  typesOf(table: string): pg.CustomTypesConfig;
}

/** What a table's columns are called. */
export interface TableColumns {
  /** The columns as SQL lists them; `undefined` until they are learnt. */
  list(table: string): string | undefined;
  /** Learns them from what a statement with `*` returned. */
  learn(table: string, fields: readonly pg.FieldDef[]): void;
  /** Forgets them where a statement failed since one is not there any more. */
  doubt(error: unknown): void;
}

/**
 * Reads whole rows by statements of its own, prepared once by each connection, and typed as Prisma types them where there is a
 * generated client for the table: Prisma's way to a row took a tenth of the hub's CPU for a journey. What else is asked in SQL goes through the client.
 */
export function createRecordSource(
  connection: PrismaConnection,
  pool: Pick<pg.Pool, 'query'>,
  columns: TableColumns,
): RecordSource {
  const models = connection as unknown as Readonly<Record<string, unknown>>;
  const hasModel = (table: string) => models[`${table[0]?.toLowerCase()}${table.slice(1)}`] !== undefined;
  const typesOf = (table: string) => (hasModel(table) ? dayAsMidnight : dayAsText);

  async function rowsBy<Row>(table: string, select: SelectRows, values: unknown[]): Promise<Row[]> {
    const types = typesOf(table);
    const list = columns.list(table);
    if (list !== undefined) {
      try {
        return (await pool.query<Row & pg.QueryResultRow>({ ...prepared(select(list), values), types })).rows;
      } catch (error) {
        columns.doubt(error);
        // A migration beside took a column away: the others are read.
        if (!hasSqlState(error, sqlState.undefinedColumn)) throw error;
      }
    }
    const { rows, fields } = await pool.query<Row & pg.QueryResultRow>({ text: select('*'), values, types });
    columns.learn(table, fields);
    return rows;
  }

  return {
    runSql: (sql, ...values) => connection.$queryRawUnsafe(sql, ...values),
    rowsBy,
    rowsIn: (table, column, values, order) => rowsBy(table, selectIn(table, column, order), [values]),
    typesOf,
  };
}

function selectIn(table: string, column: string, order: RowOrder = []): SelectRows {
  const by = order.flatMap((columns) => Object.entries(columns)).map(([name, way]) => `"${name}" ${way}`);
  const ordered = by.length > 0 ? ` ORDER BY ${by.join(', ')}` : '';
  return (columns) =>
    `SELECT ${columns} FROM "${table}" WHERE "${column}" = ANY (${givenList('$1', 'text')})${ordered}`;
}
