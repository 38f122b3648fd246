import { type DuckDBValue, listValue } from '@duckdb/node-api';
import { timestampOf } from './column-types.ts';

/** A parameter of a query as DuckDB takes it; values of DuckDB's own stay what they are. Raises an error for what can be none. */
export function parameterValue(value: unknown): DuckDBValue {
  if (value instanceof Date) return timestampOf(value.getTime());
  if (Array.isArray(value)) return listValue(value.map(parameterValue));
  if (value === undefined || typeof value === 'function' || typeof value === 'symbol') {
    throw new Error(`A parameter of a query cannot be ${typeof value}`);
  }
  return value as DuckDBValue;
}
