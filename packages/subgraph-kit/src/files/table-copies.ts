import type { RowCopy } from '@throughgate/database';
import type pg from 'pg';
import type { Writes } from './writes.ts';

/** Columns of an agency's tables that hold JSON, by the names of the tables: other columns hold lists as arrays. */
export type JsonColumns = ReadonlyMap<string, ReadonlySet<string>>;

/** Reads which columns of the tables of a database hold JSON. */
export async function readJsonColumns(client: pg.ClientBase): Promise<JsonColumns> {
  const { rows } = await client.query<{ table: string; columns: string[] }>(
    `SELECT relname AS table, array_agg(attname::text) AS columns
     FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
     WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
       AND atttypid IN ('json'::regtype, 'jsonb'::regtype) AND NOT attisdropped
     GROUP BY relname`,
  );
  return new Map(rows.map(({ table, columns }) => [table, new Set(columns)]));
}

/** New rows as copies into their tables. Columns that a row does not name get their default. */
export function tableCopies(rows: Writes['rows'], json: JsonColumns): RowCopy[] {
  return [...rows].flatMap(([table, byId]) => {
    // Of different commands rows of a table may name different columns, or the same in another order.
    const shapes = Map.groupBy(byId.values(), (row) => Object.keys(row).join());
    return [...shapes.values()].map((shaped) => {
      const columns = Object.keys(shaped[0] ?? {});
      const isJson = columns.map((column) => json.get(table)?.has(column) ?? false);
      return {
        into: `"${table}" (${columns.map((column) => `"${column}"`).join(', ')})`,
        rows: shaped.map((row) =>
          columns.map((column, index) =>
            columnText((row as Record<string, unknown>)[column], isJson[index] ?? false),
          ),
        ),
      };
    });
  });
}

function columnText(value: unknown, isJson: boolean): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' && !isJson) return value;
  if (isJson) return JSON.stringify(value);
  if (Array.isArray(value)) return `{${value.map(elementText).join()}}`;
  return value instanceof Date ? value.toISOString() : String(value);
}

function elementText(value: unknown): string {
  if (value === null) return 'NULL';
  return `"${String(value).replace(/["\\]/g, (character) => `\\${character}`)}"`;
}
