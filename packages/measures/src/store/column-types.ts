import {
  BOOLEAN,
  DATE,
  DuckDBDateValue,
  DuckDBTimestampValue,
  type DuckDBType,
  type DuckDBValue,
  INTEGER,
  TIMESTAMP,
  VARCHAR,
} from '@duckdb/node-api';
import { isPlainDate, toDayNumber } from '@throughgate/domain';
import type { EpisodeColumn } from '../declaration/episode-kind.ts';

/** How a type of column is kept. */
interface ColumnType {
  readonly sql: string;
  readonly type: DuckDBType;
  /** The value as DuckDB takes it; `undefined` for one that is not of the type. */
  value(value: unknown): DuckDBValue | undefined;
}

/** Least and largest of 32 bits. */
const integers = { least: -(2 ** 31), most: 2 ** 31 - 1 };

/** The types that columns of episodes have. */
export const columnTypes: Readonly<Record<EpisodeColumn['type'], ColumnType>> = {
  text: { sql: 'VARCHAR', type: VARCHAR, value: (value) => (typeof value === 'string' ? value : undefined) },
  timestamp: {
    sql: 'TIMESTAMP',
    type: TIMESTAMP,
    value(value) {
      const milliseconds = typeof value === 'string' ? Date.parse(value) : Number.NaN;
      return Number.isNaN(milliseconds) ? undefined : timestampOf(milliseconds);
    },
  },
  date: {
    sql: 'DATE',
    type: DATE,
    value: (value) =>
      typeof value === 'string' && isPlainDate(value) ? new DuckDBDateValue(toDayNumber(value)) : undefined,
  },
  integer: {
    sql: 'INTEGER',
    type: INTEGER,
    value: (value) =>
      typeof value === 'number' &&
      Number.isInteger(value) &&
      value >= integers.least &&
      value <= integers.most
        ? value
        : undefined,
  },
  boolean: {
    sql: 'BOOLEAN',
    type: BOOLEAN,
    value: (value) => (typeof value === 'boolean' ? value : undefined),
  },
};

/** A moment as DuckDB's TIMESTAMP, in UTC. */
export function timestampOf(milliseconds: number): DuckDBTimestampValue {
  return new DuckDBTimestampValue(BigInt(milliseconds) * 1000n);
}
