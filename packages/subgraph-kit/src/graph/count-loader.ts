import type DataLoader from 'dataloader';
import { type Condition, conditionsSql } from './condition.ts';
import { createGroupedLoader } from './grouped-loader.ts';
import type { RunSql } from './record-source.ts';

/** Which rows of a parent are counted. */
export interface CountKey<Row> {
  readonly parent: string;
  /** @default all */
  readonly where?: readonly Condition<Row>[];
}

/** Counts rows of many parents: one statement for all parents that ask with the same conditions. */
export function countLoader<Row>(
  run: RunSql,
  { table, parent }: { readonly table: string; readonly parent: keyof Row & string },
): DataLoader<CountKey<Row>, number, string> {
  return createGroupedLoader<CountKey<Row>, number>({
    groupOf: ({ where = [] }) => JSON.stringify(where),
    idOf: (key) => key.parent,
    async read(keys) {
      const [{ where = [] }] = keys;
      const values: unknown[] = [keys.map((key) => key.parent)];
      const rows = await run<{ parent: string; count: number }>(
        `SELECT "${parent}" AS parent, count(*)::int AS count FROM "${table}"
         WHERE "${parent}" = ANY ($1::text[])${conditionsSql(where, values)} GROUP BY 1`,
        ...values,
      );
      const counts = new Map(rows.map((row) => [row.parent, row.count]));
      return (key) => counts.get(key.parent) ?? 0;
    },
  });
}
