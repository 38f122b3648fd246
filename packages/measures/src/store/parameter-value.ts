import { type DuckDBValue, listValue } from '@duckdb/node-api';
import { timestampOf } from './column-types.ts';

/** A parameter of a query as DuckDB takes it. Raises an error for what can be none. */
export function parameterValue(value: unknown): DuckDBValue {
  if (value === null || ['string', 'number', 'bigint', 'boolean'].includes(typeof value))
    return value as DuckDBValue;
  if (value instanceof Date) return timestampOf(value.getTime());
  if (Array.isArray(value)) return listValue(value.map(parameterValue));
  throw new Error(
    `A parameter is text, a number, a boolean, a Date, null or a list of them, not ${typeof value}`,
  );
}
